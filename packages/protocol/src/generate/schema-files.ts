/** The JSON Schema files of the app-server protocol: one for each type, and a bundle of all. */
import { createCatalogue } from "./catalogue.ts";
import type { GeneratedFile } from "./generated-file.ts";
import type { ProtocolSelection } from "./messages.ts";
import { publishedForms } from "./published-forms.ts";
import { renderSchema } from "./render-schema.ts";
import { createSchemaBundle } from "./schema-bundle.ts";
import { createSchemaDocument } from "./schema-document.ts";
import type { GenerateOptions } from "./schema-types.ts";

/** All files of a selection, in the layout of `codex app-server generate-json-schema`. */
export function generateJsonSchemas(selection: ProtocolSelection): readonly GeneratedFile[] {
  const catalogue = createCatalogue(selection);
  const options: GenerateOptions = {
    nameOf: (schema) => catalogue.bySchema.get(schema)?.name,
    published: publishedForms,
    omitted: catalogue.omitted,
    isNullAbsent: true,
  };
  const files = catalogue.types.flatMap(({ name, schema, file }) =>
    file === undefined
      ? []
      : [{ path: file, text: renderSchema(createSchemaDocument(name, schema, options)) }],
  );
  const bundle = {
    path: "codex_app_server_protocol.schemas.json",
    text: renderSchema(createSchemaBundle(catalogue)),
  };
  return [bundle, ...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
