/** Ids of requests between two programs (JSON-RPC, MCP). */
import * as z from "zod/mini";
import { Int64 } from "./numbers.ts";

export const RequestId = z.union([z.string(), Int64]);
/** Chosen by the asking side, given back as it is. */
export type RequestId = z.infer<typeof RequestId>;
