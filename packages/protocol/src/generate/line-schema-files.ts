/** The JSON Schemas of what stands in files and streams, one JSON object a line: rollouts and `exec --json`. */
import { ExecCollabAgentState, ExecThreadEvent, ExecThreadItem } from "../exec/thread-event.ts";
import {
  CompactedItem,
  GitInfo,
  RolloutItem,
  RolloutLine,
  SessionMeta,
  TurnContextItem,
} from "../rollout/rollout-line.ts";
import { coreTypes } from "./core-types.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { wireForms } from "./published-forms.ts";
import { renderSchema } from "./render-schema.ts";
import { createSchemaDocument } from "./schema-document.ts";
import type { GenerateOptions, Schema } from "./schema-types.ts";

const names: ReadonlyMap<Schema, string> = new Map([
  ...[...coreTypes].map(([name, schema]): [Schema, string] => [schema, name]),
  ...Object.entries({
    CompactedItem,
    ExecCollabAgentState,
    ExecThreadItem,
    GitInfo,
    RolloutItem,
    SessionMeta,
    TurnContextItem,
  }).map(([name, schema]): [Schema, string] => [schema, name]),
]);

const options: GenerateOptions = {
  nameOf: (schema) => names.get(schema),
  published: wireForms,
  omitted: new Map(),
  isNullAbsent: false,
};

/** `exec-event.json` and `rollout-line.json`. */
export function generateLineSchemas(): readonly GeneratedFile[] {
  const render = (title: string, schema: Schema) =>
    renderSchema(createSchemaDocument(title, schema, options));
  return [
    { path: "exec-event.json", text: render("ExecThreadEvent", ExecThreadEvent) },
    { path: "rollout-line.json", text: render("RolloutLine", RolloutLine) },
  ];
}
