/** From names to addresses. */
import { lookup } from "node:dns/promises";
import { untilAborted } from "@codex-ts/std";

/** Finds the addresses of a name. Rejects when there are none, or when the signal is aborted. */
export type Resolver = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/** Asks as every program of this machine does, `/etc/hosts` included. */
export const systemResolver: Resolver = async (name, signal) => {
  const found = await untilAborted(lookup(name, { all: true, order: "verbatim" }), signal);
  return found.map(({ address }) => address);
};
