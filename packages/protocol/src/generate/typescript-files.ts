/** The TypeScript types of the app-server protocol: a file for each, those of v2 in a folder of their own. */
import { createCatalogue, type PublishedType } from "./catalogue.ts";
import { coreTypes } from "./core-types.ts";
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
  const open = catalogue.types.filter((type) => type.folder === "v2/" || type.file !== undefined);
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
  const types = [...written.keys()];
  return [
    ...[...written].map(([type, text]) => ({ path: `${type.folder}${type.name}.ts`, text })),
    { path: "index.ts", text: renderIndex(types) },
    { path: "v2/index.ts", text: renderIndexOfV2(types) },
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function render(type: PublishedType, body: string, used: ReadonlySet<PublishedType>): string {
  const up = type.folder === "" ? "./" : "../";
  const imports = [...used]
    .filter((each) => each !== type)
    .map((each) => {
      const from = each.folder === type.folder ? `./${each.name}` : `${up}${each.folder}${each.name}`;
      return `import type { ${each.name} } from "${from}";\n`;
    })
    .sort();
  const space = imports.length > 0 ? "\n" : "";
  return `${HEADER}${imports.join("")}${space}export type ${type.name} = ${body};\n`;
}

function renderIndex(types: readonly PublishedType[]): string {
  const lines = types
    .filter(({ folder }) => folder === "")
    .map(({ name }) => `export type { ${name} } from "./${name}";\n`);
  return `${HEADER}${lines.sort().join("")}export * as v2 from "./v2";\n`;
}

/** Types outside of v2 whose names v2 does not have are to be found there as well. */
function renderIndexOfV2(types: readonly PublishedType[]): string {
  const own = types.filter(({ folder }) => folder === "v2/").map(({ name }) => name);
  const taken = new Set(own);
  const others = [...coreTypes.keys()].filter(
    (name) => !taken.has(name) && types.some((type) => type.folder === "" && type.name === name),
  );
  const lines = [
    ...own.map((name) => `export type { ${name} } from "./${name}";\n`),
    ...others.map((name) => `export type { ${name} } from "../${name}";\n`),
  ];
  return `${HEADER}${lines.sort().join("")}`;
}
