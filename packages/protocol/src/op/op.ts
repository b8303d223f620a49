/** What a session can be asked to do: the union of the op families. */
import * as z from "zod/mini";
import { answerOps } from "./answer-ops.ts";
import { listingOps } from "./listing-ops.ts";
import { threadOps } from "./thread-ops.ts";
import { turnOps } from "./turn-ops.ts";

export const Op = z.discriminatedUnion("type", [...turnOps, ...answerOps, ...threadOps, ...listingOps]);
/** One request to a session, tagged by `type` in snake_case. */
export type Op = Readonly<z.infer<typeof Op>>;
/** The tag of an op. */
export type OpType = Op["type"];
/** The op with a given tag. */
export type OpOf<Type extends OpType> = Extract<Op, { type: Type }>;

/** An op with its id. */
export interface Submission {
  readonly id: string;
  readonly op: Op;
}
