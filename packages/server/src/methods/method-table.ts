/** Which function handles which method. */
import type { ClientMethod } from "@codex-ts/protocol/app-server";
import type { MethodHandler } from "../method-context.ts";
import { cleanTerminals } from "./clean-terminals.ts";
import { configRead } from "./config-read.ts";
import { configRequirementsRead } from "./config-requirements-read.ts";
import { configBatchWrite, configValueWrite } from "./config-write.ts";
import { reviewStart } from "./review-start.ts";
import { threadList } from "./thread-list.ts";
import { threadResume } from "./thread-resume.ts";
import { threadStart } from "./thread-start.ts";
import { turnInterrupt } from "./turn-interrupt.ts";
import { turnStart } from "./turn-start.ts";

export const methodTable: { readonly [Method in ClientMethod]: MethodHandler<Method> } = {
  "thread/start": threadStart,
  "thread/resume": threadResume,
  "thread/list": threadList,
  "thread/backgroundTerminals/clean": cleanTerminals,
  "turn/start": turnStart,
  "turn/interrupt": turnInterrupt,
  "review/start": reviewStart,
  "config/read": configRead,
  "config/value/write": configValueWrite,
  "config/batchWrite": configBatchWrite,
  "configRequirements/read": configRequirementsRead,
};
