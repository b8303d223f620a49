/** The TypeScript types of the app-server protocol: a file for each, those of v2 in a folder of their own. */
import { type Catalogue, createCatalogue, type PublishedType } from "./catalogue.ts";
import type { GeneratedFile } from "./generated-file.ts";
import type { ProtocolSelection } from "./messages.ts";
import { wireForms } from "./published-forms.ts";
import { toTypeScriptBody } from "./typescript.ts";

const HEADER = "// Generated from the protocol of this program. Changes made here are lost.\n";

/** All files of a selection, with an `index.ts` in each folder. */
export function generateTypeScript(selection: ProtocolSelection): readonly GeneratedFile[] {
  const catalogue = createCatalogue(selection);
  const byPublished = new Map(
    catalogue.types.map((type) => [wireForms.get(type.schema) ?? type.schema, type] as const),
  );
  const written = new Map<PublishedType, string>();
  const open = catalogue.types.filter((type) => type.isV2 || type.file !== undefined);
  for (let type = open.shift(); type; type = open.shift()) {
    if (written.has(type)) continue;
    const used = new Set<PublishedType>();
    const body = toTypeScriptBody(type.schema, {
      nameOf: (schema) => catalogue.bySchema.get(schema)?.name,
      published: wireForms,
      omitted: catalogue.omitted,
      isNullAbsent: false,
      onName: (schema) => {
        const found = catalogue.bySchema.get(schema) ?? byPublished.get(schema);
        if (found) used.add(found);
      },
    });
    written.set(type, render(type, body, used));
    open.push(...used);
  }
  return [
    ...[...written].map(([type, text]) => ({ path: pathOf(type), text })),
    { path: "index.ts", text: renderIndex([...written.keys()], false) },
    { path: "v2/index.ts", text: renderIndex([...written.keys()], true) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function pathOf({ name, isV2 }: PublishedType): string {
  return isV2 ? `v2/${name}.ts` : `${name}.ts`;
}

function render(type: PublishedType, body: string, used: ReadonlySet<PublishedType>): string {
  const imports = [...used]
    .filter((each) => each !== type)
    .map((each) => {
      const folder = type.isV2 ? (each.isV2 ? "./" : "../") : each.isV2 ? "./v2/" : "./";
      return `import type { ${each.name} } from "${folder}${each.name}";\n`;
    })
    .sort();
  const space = imports.length > 0 ? "\n" : "";
  return `${HEADER}${imports.join("")}${space}export type ${type.name} = ${body};\n`;
}

function renderIndex(types: Catalogue["types"], isV2: boolean): string {
  const names = types.filter((type) => type.isV2 === isV2).map(({ name }) => name);
  const lines = names.sort().map((name) => `export type { ${name} } from "./${name}";\n`);
  return `${HEADER}${lines.join("")}${isV2 ? "" : 'export * as v2 from "./v2";\n'}`;
}
