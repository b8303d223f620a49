/**
 * The bundle of all definitions, with the types of v2 in a name space of their own.
 *
 * Two peculiarities of the published bundle are kept, because programs generate their types from it:
 * types of v2 and of the core with one name share one definition in `v2` (`WebSearchAction` there has the
 * spelling of the core), and `EventMsg` refers to the definitions of `v2` wherever one has the right name.
 * The files of single types have neither.
 */
import type { Catalogue } from "./catalogue.ts";
import { coreTypes } from "./core-types.ts";
import { type JsonSchema, type JsonSchemaOptions, toJsonSchemaBody } from "./json-schema.ts";
import { publishedForms } from "./published-forms.ts";
import type { Schema } from "./schema-types.ts";

type Space = "root" | "v2";

/** Names that stand for the type of the core in both spaces. */
const CORE_IN_BOTH = ["WebSearchAction"];

/** Builds the bundle of a catalogue. */
export function createSchemaBundle(catalogue: Catalogue): JsonSchema {
  const definitions: Record<Space, Map<string, JsonSchema>> = { root: new Map(), v2: new Map() };
  const open: (() => void)[] = [];
  const v2Names = namesInV2(catalogue);

  const define = (space: Space, name: string, schema: Schema) => {
    if (definitions[space].has(name)) return;
    definitions[space].set(name, true);
    open.push(() => definitions[space].set(name, toJsonSchemaBody(schema, optionsFor(space, name))));
    // What a selection leaves out is still defined.
    open.push(() => void toJsonSchemaBody(schema, { ...optionsFor(space, name), omitted: new Map() }));
  };
  const optionsFor = (space: Space, owner: string): JsonSchemaOptions => ({
    nameOf: (schema) => catalogue.bySchema.get(schema)?.name,
    published: publishedForms,
    omitted: catalogue.omitted,
    isNullAbsent: true,
    refTo(target, name) {
      const type = catalogue.bySchema.get(target);
      const isMixedUp = owner === "EventMsg" && v2Names.has(name);
      const inSpace = space === "v2" || type?.isV2 || isMixedUp ? "v2" : "root";
      define(inSpace, name, target);
      if (isMixedUp) define("root", name, target);
      return inSpace === "v2" ? `#/definitions/v2/${name}` : `#/definitions/${name}`;
    },
  });
  const run = () => {
    for (let next = open.shift(); next; next = open.shift()) next();
  };

  for (const name of CORE_IN_BOTH) define("v2", name, coreTypes.get(name) as Schema);
  for (const type of catalogue.types) if (type.isV2) define("v2", type.name, type.schema);
  run();
  // Types without a file come in where one with a file refers to them.
  for (const type of catalogue.types) {
    if (!type.isV2 && type.file !== undefined) define("root", type.name, type.schema);
  }
  run();
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "CodexAppServerProtocol",
    type: "object",
    definitions: { ...Object.fromEntries(definitions.root), v2: Object.fromEntries(definitions.v2) },
  };
}

/** The names of v2's space that `EventMsg` mixes up with its own. */
function namesInV2(catalogue: Catalogue): ReadonlySet<string> {
  return new Set(catalogue.types.filter(({ isV2 }) => isV2).map(({ name }) => name));
}
