/**
 * What of the protocol is experimental: refused unless the client asked for it in `initialize`, and absent
 * from the stable schemas.
 */
import { isJsonObject } from "../json.ts";
import { ConfigRequirements } from "./v2/config-requirements.ts";
import { Config } from "./v2/config-values.ts";
import { ThreadForkParams, ThreadResumeParams, ThreadStartParams } from "./v2/thread-open.ts";
import { TurnStartParams } from "./v2/turn-control.ts";

/** Methods that are experimental as a whole. */
export const experimentalMethods: ReadonlySet<string> = new Set([
  "thread/backgroundTerminals/clean",
  "thread/shellCommand",
  "collaborationMode/list",
  "mock/experimentalMethod",
]);

/** Members of params that are refused, by method. */
const gatedFields: Readonly<Record<string, readonly string[]>> = {
  "thread/start": ["dynamicTools", "mockExperimentalField", "experimentalRawEvents"],
  "thread/resume": ["history", "path"],
  "thread/fork": ["path"],
  "turn/start": ["collaborationMode"],
};

/** Variants of params that are refused, by method and `type`. The stable schemas show them all the same. */
const gatedVariants: Readonly<Record<string, readonly string[]>> = {
  "account/login/start": ["chatgptAuthTokens"],
};

/** Members that the stable schemas leave out. Those of answers are sent in any case. */
export const experimentalFields: readonly (readonly [schema: object, fields: readonly string[]])[] = [
  [ThreadStartParams, ["dynamicTools", "mockExperimentalField", "experimentalRawEvents"]],
  [ThreadResumeParams, ["history", "path"]],
  [ThreadForkParams, ["path"]],
  [TurnStartParams, ["collaborationMode"]],
  [Config, ["apps"]],
  [ConfigRequirements, ["network"]],
];

/**
 * Names the experimental thing that a request uses: the method, `<method>.<field>` or `<method>.<variant>`;
 * undefined when it uses none. A field counts unless it is absent, null, false or an empty list.
 */
export function findExperimentalUse(method: string, params: unknown): string | undefined {
  if (experimentalMethods.has(method)) return method;
  if (!isJsonObject(params)) return undefined;
  const field = (gatedFields[method] ?? []).find((name) => isUsed(params[name]));
  if (field !== undefined) return `${method}.${field}`;
  const variant = (gatedVariants[method] ?? []).find((name) => params["type"] === name);
  return variant === undefined ? undefined : `${method}.${variant}`;
}

function isUsed(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false;
}
