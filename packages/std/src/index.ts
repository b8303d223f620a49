export { sleep, untilAborted } from "./abort.ts";
export { assertNever } from "./assert-never.ts";
export { type AsyncQueue, createAsyncQueue } from "./async-queue.ts";
export { formatHelp, formatUsageError, type HelpPage, type HelpSection } from "./command-help.ts";
export { type CommandLineError, type ReadCommandLine, readCommandLine } from "./command-line.ts";
export type { Flag, Grammar } from "./command-line-grammar.ts";
export { createDeferred, type Deferred } from "./deferred.ts";
export { splitWords } from "./split-words.ts";
export { type IdSource, uuidV4, uuidV7 } from "./uuid.ts";
