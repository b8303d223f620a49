/** A server with a real runtime on a temporary home; only the model is a script. */
import path from "node:path";
import type {
  AppServerClient,
  NotificationMethod,
  NotificationParams,
  ServerNotification,
  ServerRequestHandlers,
  ThreadItem,
} from "@codex-ts/protocol/app-server";
import { untilAborted } from "@codex-ts/std";
import {
  type Files,
  leakGuard,
  type Replies,
  type ScriptedModel,
  scriptedModel,
  type TempHome,
  type TempRepo,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import { openServer, type ProcessSettings, type RuntimeOptions, type Server } from "../src/index.ts";

/** After this time a wait has failed, in milliseconds. */
const DEADLINE_MS = 10_000;

/** A signal that ends a wait which would never end. */
export const deadline = () => AbortSignal.timeout(DEADLINE_MS);

/** What a test decides. */
export interface TestEngineOptions {
  readonly replies: Replies;
  /** Lines of config.toml. */
  readonly config?: string;
  /** Lines of the provider's table. */
  readonly provider?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly files?: Files;
  readonly settings?: Partial<ProcessSettings>;
}

/** The engine, with its surroundings. */
export interface TestEngine extends AsyncDisposable {
  readonly server: Server;
  readonly model: ScriptedModel;
  readonly home: TempHome;
  readonly repo: TempRepo;
  connect(handlers?: ServerRequestHandlers): TestClient;
  /** A second server on the same home, as after a restart. */
  restart(): Promise<Server>;
}

/** A client that keeps what it was told. */
export interface TestClient {
  readonly client: AppServerClient;
  /** Everything so far, in order. */
  readonly told: readonly ServerNotification[];
  /** The params of all notifications of one method so far. */
  all<Method extends NotificationMethod>(method: Method): readonly NotificationParams<Method>[];
  /** The first notification of a method that fits, told already or to come. */
  first<Method extends NotificationMethod>(
    method: Method,
    fits?: (params: NotificationParams<Method>) => boolean,
  ): Promise<NotificationParams<Method>>;
  /** Starts a thread in the repository and gives its id. */
  startThread(): Promise<string>;
  /** Starts a turn with a text and gives its id. */
  startTurn(threadId: string, text: string): Promise<string>;
  /** Runs a turn to its end. */
  runTurn(threadId: string, text: string): Promise<NotificationParams<"turn/completed">["turn"]>;
  /** `started ID` and `completed ID STATUS` of all items of a kind, in order. */
  lifecycle(type: ThreadItem["type"]): readonly string[];
}

/** Opens the engine; disposing it checks that nothing is left. */
export async function testEngine(options: TestEngineOptions): Promise<TestEngine> {
  await using stack = new AsyncDisposableStack();
  const model = stack.use(await scriptedModel(options.replies));
  const home = stack.use(
    await tempHome({
      model,
      ...(options.config === undefined ? {} : { config: options.config }),
      ...(options.provider && { provider: options.provider }),
    }),
  );
  const repo = stack.use(await tempRepo({ "README.md": "hello\n", ...options.files }));
  const guard = await leakGuard({ roots: [home.home, repo.path] });
  const open = () => openServer(runtimeOptions(home, repo), { ...SETTINGS, ...options.settings });
  const servers = [await open()];
  const kept = stack.move();
  const [server] = servers as [Server];
  return {
    server,
    model,
    home,
    repo,
    connect: (handlers = {}) => followClient(server.connect(handlers), repo),
    async restart() {
      const next = await open();
      servers.push(next);
      return next;
    },
    async [Symbol.asyncDispose]() {
      for (const each of servers) await each.close();
      await guard.check();
      await kept.disposeAsync();
    },
  };
}

const SETTINGS: ProcessSettings = {
  configOverrides: [],
  enable: [],
  disable: [],
  profile: undefined,
  oss: undefined,
  additionalWritableRoots: [],
  fallbackApprovalPolicy: undefined,
};

function runtimeOptions(home: TempHome, repo: TempRepo): RuntimeOptions {
  return {
    version: "0.99.0",
    env: home.env,
    userHome: home.home,
    cwd: repo.path,
    platform: process.platform,
    arch: process.arch,
    osName: "Linux",
    osVersion: "0",
    pid: process.pid,
    uid: process.getuid?.(),
    gid: process.getgid?.(),
    loginShell: "/bin/bash",
    systemDir: path.join(home.home, "no-system-settings"),
    patchCommand: ["/no/such/patch/program"],
    programFolder: import.meta.dirname,
    originator: "server_test",
    source: "vscode",
    acceptsCodexApiKey: false,
    mustBeLoggedIn: false,
    areAnalyticsOnByDefault: false,
    tell: () => undefined,
  };
}

/** Reads the client's notifications from now on. */
export function followClient(client: AppServerClient, repo: TempRepo): TestClient {
  const told: ServerNotification[] = [];
  const watchers = new Set<() => void>();
  const reading = (async () => {
    for await (const notification of client.notifications) {
      told.push(notification);
      for (const watch of watchers) watch();
    }
  })();

  const all: TestClient["all"] = <Method extends NotificationMethod>(method: Method) =>
    told.filter((each) => each.method === method).map((each) => each.params as NotificationParams<Method>);

  const first: TestClient["first"] = (method, fits = () => true) => {
    const { promise, resolve } = Promise.withResolvers<NotificationParams<typeof method>>();
    const look = () => {
      const found = all(method).find(fits);
      if (found) resolve(found);
    };
    watchers.add(look);
    look();
    const ended = reading.then(() => {
      throw new Error(`the connection ended without ${method}`);
    });
    return untilAborted(Promise.race([promise, ended]), deadline()).finally(() => watchers.delete(look));
  };

  const startTurn: TestClient["startTurn"] = async (threadId, text) => {
    const input = [{ type: "text" as const, text, text_elements: [] }];
    return (await client.request("turn/start", { threadId, input }, deadline())).turn.id;
  };

  return {
    client,
    told,
    all,
    first,
    startTurn,
    async startThread() {
      const { thread } = await client.request("thread/start", { cwd: repo.path }, deadline());
      return thread.id;
    },
    async runTurn(threadId, text) {
      const turnId = await startTurn(threadId, text);
      const isEnd = (params: NotificationParams<"turn/completed">) =>
        params.threadId === threadId && params.turn.id === turnId;
      return (await first("turn/completed", isEnd)).turn;
    },
    lifecycle: (type) =>
      told.flatMap(({ method, params }) => {
        if (method !== "item/started" && method !== "item/completed") return [];
        if (params.item.type !== type) return [];
        const status = method === "item/completed" && "status" in params.item ? ` ${params.item.status}` : "";
        return [`${method.slice("item/".length)} ${params.item.id}${status}`];
      }),
  };
}
