/** How one command will be confined, decided once and for all by `selectSandbox`. */
import type { NetworkNamespace } from "./managed-network.ts";
import type { WritableRoot } from "./writable-roots.ts";

/** Only `selectSandbox` can make a plan: everybody else lacks this key. */
export const planKey: unique symbol = Symbol("sandbox plan");

interface PlanBase {
  readonly [planKey]: true;
  /** True when the policy has no network; it is announced to the command even if it runs unconfined. */
  readonly announcesNoNetwork: boolean;
}

/** Why a command runs without a sandbox. */
export type UnconfinedReason = "full-access" | "external-sandbox" | "approved";

/** No sandbox. */
export interface UnconfinedPlan extends PlanBase {
  readonly kind: "unconfined";
  readonly reason: UnconfinedReason;
}

/** Linux: 3 is mount namespace, Landlock and seccomp; 2 is Landlock and seccomp. */
export interface LinuxPlan extends PlanBase {
  readonly kind: "linux";
  readonly level: 2 | 3;
  readonly landlockAbi: number;
  readonly writableRoots: readonly WritableRoot[];
  readonly allowsNetwork: boolean;
  /** The network that the command enters in the place of ours; there it may use sockets. */
  readonly inside?: { readonly namespace: NetworkNamespace; readonly allowsLocal: boolean } | undefined;
}

/** Linux, where the user asks for it: namespaces and mounts by bubblewrap, then Landlock if there is one, then seccomp. */
export interface BubblewrapPlan extends PlanBase {
  readonly kind: "bubblewrap";
  /** Absolute path of the program, in no place that a command can write to. */
  readonly program: string;
  /** 0 where the kernel has no Landlock. */
  readonly landlockAbi: number;
  readonly writableRoots: readonly WritableRoot[];
  readonly allowsNetwork: boolean;
}

/** What Landlock and the system-call filter are made from. */
export type ConfinedRights = Pick<LinuxPlan, "landlockAbi" | "writableRoots" | "allowsNetwork" | "inside">;

/** macOS: `sandbox-exec` with a generated profile. */
export interface SeatbeltPlan extends PlanBase {
  readonly kind: "seatbelt";
  readonly profile: string;
  /** Values for the profile's `(param …)` names, in order. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** A decided sandbox. */
export type SandboxPlan = UnconfinedPlan | LinuxPlan | BubblewrapPlan | SeatbeltPlan;

/** True when the command runs under a sandbox of ours. */
export function isConfined(plan: SandboxPlan): boolean {
  return plan.kind !== "unconfined";
}
