/** Every published type of the app-server protocol, with its name and its place. */
import { addedFields, addedMethods, addedNotificationParams, unnamedTypes } from "../app-server/additions.ts";
import { experimentalFields } from "../app-server/experimental.ts";
import { coreTypes } from "./core-types.ts";
import { messageTypes, methodTypes, type ProtocolSelection, selectMethods } from "./messages.ts";
import type { Schema } from "./schema-types.ts";
import { serverRequestTypes } from "./server-request-types.ts";
import { v1Types } from "./v1-types.ts";
import { v2Types } from "./v2-types.ts";

/** One published type. */
export interface PublishedType {
  readonly name: string;
  readonly schema: Schema;
  /** The name space of its JSON Schema: some types of v2 are named as a type of the core. */
  readonly isV2: boolean;
  /** The folder of its TypeScript. */
  readonly folder: "" | "v2/";
  /** The file of its JSON Schema; undefined for types that only stand inside of others. */
  readonly file: string | undefined;
}

/** The types of a selection. */
export interface Catalogue {
  readonly types: readonly PublishedType[];
  readonly bySchema: ReadonlyMap<Schema, PublishedType>;
  /** Members that a selection leaves out, by the object that has them. */
  readonly omitted: ReadonlyMap<Schema, ReadonlySet<string>>;
}

/** Types outside of v2 whose file stands beside the bundle; those of the other methods are in `v1/`. */
const TOP_LEVEL = /^(JSONRPC.*|RequestId|EventMsg|FuzzyFileSearch(Params|Response))$/;

/** Collects the types of a selection. */
export function createCatalogue(selection: ProtocolSelection): Catalogue {
  const methods = selectMethods(selection);
  const inTable = methodTypes(methods);
  const leftOut = new Set<object>([
    ...addedNotificationParams,
    ...[...addedMethods.values()].flat(),
    ...unnamedTypes,
  ]);
  for (const schema of methodTypes(selectMethods({ experimental: true }))) {
    if (!inTable.has(schema)) leftOut.add(schema);
  }
  const asked = new Set<Schema>(methods.serverRequests.flatMap(([, { params, result }]) => [params, result]));
  const fileOf = (name: string, schema: Schema) => {
    if (TOP_LEVEL.test(name) || asked.has(schema)) return `${name}.json`;
    return inTable.has(schema) ? `v1/${name}.json` : undefined;
  };
  const types: PublishedType[] = [];
  for (const [name, schema] of [...coreTypes, ...v1Types]) {
    types.push({ name, schema, isV2: false, folder: "", file: fileOf(name, schema) });
  }
  for (const [name, schema] of serverRequestTypes) {
    types.push({ name, schema, isV2: false, folder: "v2/", file: fileOf(name, schema) });
  }
  for (const [name, schema] of messageTypes(methods)) {
    types.push({ name, schema, isV2: false, folder: "", file: `${name}.json` });
  }
  for (const [name, schema] of v2Types) {
    if (leftOut.has(schema)) continue;
    const file = inTable.has(schema) ? `v2/${name}.json` : undefined;
    types.push({ name, schema, isV2: true, folder: "v2/", file });
  }
  return {
    types,
    bySchema: new Map(types.map((type) => [type.schema, type])),
    omitted: new Map(
      [...addedFields, ...(selection.experimental ? [] : experimentalFields)].map(([schema, fields]) => [
        schema as Schema,
        new Set(fields),
      ]),
    ),
  };
}
