export type { AppServerIo, MessageOutput } from "./app-server-io.ts";
export { type Served, serve } from "./serve.ts";
