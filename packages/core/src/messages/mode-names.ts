/** The collaboration modes in texts. */
import type { ModeKind } from "@codex-ts/protocol";

/** How modes are called, before people and before the model. */
export const MODE_NAMES = { plan: "Plan", default: "Default" } as const satisfies Record<ModeKind, string>;
