/** Makes the command services of a session over the process-wide engine. */
import { createProcessStore } from "@codex-ts/exec-sandbox";
import { untilAborted } from "@codex-ts/std";
import type { SessionServices } from "../services.ts";
import { createApprovalCache } from "../tools/approval/approval-cache.ts";
import type { CommandEngine, CommandServices } from "../tools/command-services.ts";
import type { SessionSnapshot } from "./shell-snapshot.ts";

/** Nothing is opened before the first command. */
export function createCommandServices(
  services: SessionServices,
  snapshot: SessionSnapshot | undefined,
): CommandServices {
  let engine: Promise<CommandEngine> | undefined;
  return {
    open(signal) {
      engine ??= openEngine(services).catch((error: unknown) => {
        // A later command may have more luck (a full disk).
        engine = undefined;
        throw error;
      });
      return untilAborted(engine, signal);
    },
    async closeAll() {
      const opened = await engine?.catch(() => undefined);
      await opened?.processes.closeAll();
    },
    loadBashParser: () => services.loadBashParser(),
    fromSnapshot: snapshot && ((command) => snapshot.apply(command)),
    callOfProcess: new WeakMap(),
    rules: services.rules,
    approved: createApprovalCache(),
    environmentPolicy: services.environmentPolicy,
    givenVariables: new Map(),
    network: services.network,
    inherited: services.env,
    platform: services.platform,
    loginShell: services.loginShell,
    patchCommand: services.patchCommand,
    clock: services.clock,
    random: services.random,
  };
}

/** Other calls and sessions wait for the same engine, so an interrupt of the first must not stop its opening. */
async function openEngine(services: SessionServices): Promise<CommandEngine> {
  const host = await services.openExecHost(new AbortController().signal);
  return { host, processes: createProcessStore({ host, random: services.random }) };
}
