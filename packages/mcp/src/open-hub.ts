/** The servers of a thread over its life: others may take their place, and each set ends when nobody uses it. */
import type { McpStartupFailure } from "@codex-ts/protocol";
import { type AskUser, CANCEL } from "./question.ts";
import type { SandboxState } from "./sandbox-state.ts";
import type { McpServerSettings, McpSurroundings } from "./server-settings.ts";
import { type McpServerEvent, type McpServers, startMcpServers } from "./start-servers.ts";
import type { McpServerSnapshot } from "./take-snapshot.ts";

/** Servers that stay as they are, and go on, until they are released. */
export interface HeldServers {
  readonly servers: McpServers;
  /** To be called once. */
  release(): void;
}

/** The servers in force. */
export interface McpHub {
  /** From now on hears and answers the servers; what was told before is told again. For one listener. */
  follow(tell: (event: McpServerEvent) => void, ask: AskUser): void;
  /** Waits for those that a thread must have; gives those that failed, by name. Rejects only on abort. */
  failedRequired(signal: AbortSignal): Promise<readonly McpStartupFailure[]>;
  /** What other servers are to be used from the next `renew` on; the last word counts. */
  replaceLater(settings: readonly McpServerSettings[]): void;
  /** Starts the servers that were asked for meanwhile, if any; the old ones end as soon as nobody holds them. */
  renew(): void;
  /** The servers in force, for as long as a turn needs them. */
  hold(): HeldServers;
  /** What the servers in force offer. Rejects when the hub is closed meanwhile. */
  snapshot(): Promise<readonly McpServerSnapshot[]>;
  /** Tells servers, also those of later sets, how commands are confined. */
  tellSandbox(state: SandboxState): void;
  /** Gives up on servers that are still starting. */
  cancelStartup(): void;
  /** Ends every server, held or not, and waits until they are gone. Closing twice is allowed. */
  close(): Promise<void>;
}

interface ServerSet {
  readonly servers: McpServers;
  holders: number;
}

/** Starts the servers at once, in the background. */
export function openMcpHub(settings: readonly McpServerSettings[], surroundings: McpSurroundings): McpHub {
  const ended = new AbortController();
  const open = new Set<ServerSet>();
  const endings = new Set<Promise<unknown>>();
  let unheard: McpServerEvent[] = [];
  let hear = (event: McpServerEvent): void => void unheard.push(event);
  let askUser: AskUser = async () => CANCEL;
  let newest = 0;
  let wanted: readonly McpServerSettings[] | undefined;
  let sandbox: SandboxState | undefined;
  let closing: Promise<unknown> | undefined;

  const start = (chosen: readonly McpServerSettings[]): ServerSet => {
    newest += 1;
    const number = newest;
    const servers = startMcpServers(chosen, surroundings, {
      // How the start of replaced servers goes on is no news.
      tell: (event) => {
        if (number === newest) hear(event);
      },
      ask: (question, signal) => askUser(question, signal),
    });
    if (sandbox) servers.tellSandbox(sandbox);
    const set = { servers, holders: 0 };
    open.add(set);
    return set;
  };
  const waitFor = (ending: Promise<unknown>) => {
    endings.add(ending);
    const forget = () => void endings.delete(ending);
    ending.then(forget, forget);
  };
  const endUnused = (set: ServerSet) => {
    if (set === current || set.holders > 0 || !open.delete(set)) return;
    waitFor(set.servers.close());
  };
  const hold = (): HeldServers => {
    const set = current;
    set.holders += 1;
    return {
      servers: set.servers,
      release() {
        set.holders -= 1;
        endUnused(set);
      },
    };
  };
  let current = start(settings);

  return {
    follow(tell, ask) {
      hear = tell;
      askUser = ask;
      for (const event of unheard) tell(event);
      unheard = [];
    },
    failedRequired: (signal) => current.servers.failedRequired(signal),
    replaceLater(chosen) {
      wanted = chosen;
    },
    renew() {
      if (wanted === undefined || ended.signal.aborted) return;
      const old = current;
      current = start(wanted);
      wanted = undefined;
      endUnused(old);
    },
    hold,
    snapshot() {
      const { servers, release } = hold();
      const taking = import("./take-snapshot.ts")
        .then(({ takeSnapshot }) => takeSnapshot(servers, surroundings, ended.signal))
        .finally(release);
      waitFor(taking);
      return taking;
    },
    tellSandbox(state) {
      sandbox = state;
      for (const { servers } of open) servers.tellSandbox(state);
    },
    cancelStartup: () => current.servers.cancelStartup(),
    async close() {
      ended.abort(new Error("the servers are closed"));
      closing ??= Promise.all(Array.from(open, ({ servers }) => servers.close()));
      // A holder that lets go later has nothing to end any more.
      open.clear();
      await closing;
      await Promise.allSettled(endings);
    },
  };
}
