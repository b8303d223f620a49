/** Writing settings to the user's config.toml. */
import * as z from "zod/mini";
import { AbsolutePath } from "../../paths.ts";
import { OverriddenMetadata } from "./config-layers.ts";

export const MergeStrategy = z.enum(["replace", "upsert"]);
/** Replace a table, or merge into it. */
export type MergeStrategy = z.infer<typeof MergeStrategy>;

export const ConfigEdit = z.object({
  /** Keys joined by dots, without quoting. */
  keyPath: z.string(),
  mergeStrategy: MergeStrategy,
  value: z.unknown(),
});
/** One change; a null value clears the key. */
export type ConfigEdit = z.infer<typeof ConfigEdit>;

export const ConfigValueWriteParams = z.object({
  /** Keys joined by dots, without quoting. */
  keyPath: z.string(),
  mergeStrategy: MergeStrategy,
  value: z.unknown(),
  /** Refused when the file has another version. */
  expectedVersion: z.nullish(z.string()),
  filePath: z.nullish(z.string()),
});
/** Parameters of `config/value/write`. A null value clears the key. */
export type ConfigValueWriteParams = z.infer<typeof ConfigValueWriteParams>;

export const ConfigBatchWriteParams = z.object({
  edits: z.array(ConfigEdit),
  expectedVersion: z.nullish(z.string()),
  filePath: z.nullish(z.string()),
});
/** Parameters of `config/batchWrite`. All edits or none. */
export type ConfigBatchWriteParams = z.infer<typeof ConfigBatchWriteParams>;

export const WriteStatus = z.enum(["ok", "okOverridden"]);
/** Whether the written value is in force. */
export type WriteStatus = z.infer<typeof WriteStatus>;

export const ConfigWriteResponse = z.object({
  status: WriteStatus,
  filePath: AbsolutePath,
  version: z.string(),
  overriddenMetadata: z.nullable(OverriddenMetadata),
});
/** Answer of `config/value/write` and `config/batchWrite`. */
export type ConfigWriteResponse = z.infer<typeof ConfigWriteResponse>;
