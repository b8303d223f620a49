/** A raw tunnel between two connections. */
import type { Socket } from "node:net";

/** How long the other half may be silent after one half has ended, in milliseconds. */
const HALF_CLOSED_MS = 60_000;

/** Passes bytes both ways until both halves have ended; when one connection breaks, the other one is ended too. */
export function joinSockets(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on("error", () => undefined);
    from.once("end", () => to.setTimeout(HALF_CLOSED_MS, () => to.destroy()));
    from.once("close", () => to.destroySoon());
    from.pipe(to);
  }
}
