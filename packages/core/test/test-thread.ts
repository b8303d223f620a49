/** A thread with everything real but the model: what the tests of this package drive. */
import { BUNDLED_MODELS } from "@codex-ts/model-client";
import type {
  Event,
  EventMsg,
  SandboxPolicy,
  SettingsOverride,
  ThreadId,
  UserInput,
} from "@codex-ts/protocol";
import { toThreadId } from "@codex-ts/protocol";
import { readRollout } from "@codex-ts/state";
import { uuidV7 } from "@codex-ts/std";
import {
  type Files,
  type Handshakes,
  leakGuard,
  type Replies,
  type ScriptedModel,
  scriptedModel,
  type TempHome,
  type TempRepo,
  tempHome,
  tempRepo,
} from "@codex-ts/test-support";
import {
  type CodexThread,
  type CommandRules,
  openThread,
  type SessionOptions,
  type SessionServices,
} from "../src/index.ts";
import { collectEvents, type EventLog } from "./event-log.ts";
import { noRules, testServices } from "./test-services.ts";

/** Commands may do everything, unasked. */
export const FULL_ACCESS: SandboxPolicy = { type: "danger-full-access" };

/** Commands may write below the repository only. */
export const WORKSPACE: SandboxPolicy = {
  type: "workspace-write",
  writable_roots: [],
  network_access: false,
  exclude_tmpdir_env_var: true,
  exclude_slash_tmp: true,
};

/** What a test wants to be different; the defaults are full access, no questions, and `gpt-5.1-codex`. */
export interface TestThreadOptions {
  readonly files?: Files;
  readonly settings?: Partial<SessionOptions["settings"]>;
  readonly model?: string;
  readonly providerName?: string;
  readonly options?: Partial<SessionOptions>;
  readonly tools?: Partial<SessionOptions["tools"]>;
  readonly rules?: CommandRules;
  readonly now?: () => number;
  readonly env?: Readonly<Record<string, string>>;
  readonly requestMaxRetries?: number;
  readonly streamMaxRetries?: number;
  readonly skills?: Partial<SessionServices["skills"]>;
  /** Requests go over WebSockets. */
  readonly websockets?: "v1" | "v2";
  readonly handshakes?: Handshakes;
  /** Services that take the place of the real ones. */
  readonly services?: (real: SessionServices) => Partial<SessionServices>;
}

/** A running thread and its surroundings; disposal closes it and checks that nothing is left behind. */
export interface TestThread extends AsyncDisposable {
  readonly thread: CodexThread;
  readonly log: EventLog;
  readonly model: ScriptedModel;
  readonly repo: TempRepo;
  readonly home: TempHome;
  readonly grammarLoads: () => number;
  /** Starts a turn and gives its id. */
  start(text: string): string;
  /** Runs a turn to its end and gives its events, without those of other submissions. */
  turn(input: string | readonly UserInput[]): Promise<readonly EventMsg[]>;
  /** Waits for the end of a turn and gives its events. */
  finished(turnId: string): Promise<readonly EventMsg[]>;
  override(settings: SettingsOverride): void;
  /** Closes this thread and opens its rollout again, with the next replies of the same model. */
  resumed(changes?: TestThreadOptions): Promise<TestThread>;
  /** Closes this thread and opens a fork of it, with the next replies of the same model. */
  forked(changes?: TestThreadOptions): Promise<TestThread>;
  /** What the rollout holds, each line as its type and payload. */
  rollout(): Promise<readonly { readonly type: string; readonly payload: unknown }[]>;
}

const noSkills: SessionServices["skills"] = {
  inject: async () => ({ bodies: [], variables: [], failures: [] }),
  list: async () => [],
  onChange: () => () => undefined,
};

/** Opens a new thread. */
export async function testThread(replies: Replies, wanted: TestThreadOptions = {}): Promise<TestThread> {
  const guard = await leakGuard();
  const { handshakes } = wanted;
  const model = await scriptedModel(replies, handshakes ? { handshakes } : {});
  const [repo, home] = await Promise.all([tempRepo(wanted.files ?? {}), tempHome({ model })]);
  const surroundings: Surroundings = {
    model,
    repo,
    home,
    async close() {
      await model.close();
      await repo[Symbol.asyncDispose]();
      await home[Symbol.asyncDispose]();
      await guard.check();
    },
  };
  return open(surroundings, wanted, { kind: "new" }, newThreadId());
}

interface Surroundings {
  readonly model: ScriptedModel;
  readonly repo: TempRepo;
  readonly home: TempHome;
  close(): Promise<void>;
}

function newThreadId(): ThreadId {
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  return toThreadId(uuidV7({ now: () => Date.now(), randomBytes }));
}

function open(
  surroundings: Surroundings,
  wanted: TestThreadOptions,
  initialHistory: SessionOptions["initialHistory"],
  threadId: ThreadId,
): TestThread {
  const { model, repo, home } = surroundings;
  const shared = testServices({
    baseUrl: model.baseUrl,
    providerName: wanted.providerName ?? "scripted",
    env: { ...home.env, TMPDIR: home.home, ...wanted.env },
    rules: wanted.rules ?? noRules,
    now: wanted.now ?? Date.now,
    requestMaxRetries: wanted.requestMaxRetries ?? 0,
    streamMaxRetries: wanted.streamMaxRetries ?? 0,
    skills: { ...noSkills, ...wanted.skills },
    websockets: wanted.websockets,
  });
  const services = { ...shared.services, ...wanted.services?.(shared.services) };
  const thread = openThread(services, toOptions(surroundings, wanted, initialHistory, threadId));
  const log = collectEvents(thread.events);

  const finished = async (turnId: string): Promise<readonly EventMsg[]> => {
    await log.find(({ id, msg }) => id === turnId && isTurnEnd(msg));
    return log.events.filter((event) => event.id === turnId).map((event) => event.msg);
  };
  const close = async () => {
    await thread.close();
    await shared.close();
  };
  const closeAndRead = async () => {
    await close();
    const path = thread.configured.rollout_path ?? "";
    return { path, ...(await readRollout(path, new AbortController().signal)) };
  };
  return {
    thread,
    log,
    model,
    repo,
    home,
    grammarLoads: shared.grammarLoads,
    start: (text) => thread.submit({ type: "user_input", items: [textInput(text)] }),
    turn: (input) => {
      const items = typeof input === "string" ? [textInput(input)] : input;
      return finished(thread.submit({ type: "user_input", items }));
    },
    finished,
    override: (settings) => {
      thread.submit({ type: "override_turn_context", ...settings });
    },
    async resumed(changes = {}) {
      const { path, items } = await closeAndRead();
      return open(surroundings, { ...wanted, ...changes }, { kind: "resumed", path, items }, threadId);
    },
    async forked(changes = {}) {
      const { items, stored } = await closeAndRead();
      const history = { kind: "forked", fromId: threadId, items, stored } as const;
      return open(surroundings, { ...wanted, ...changes }, history, newThreadId());
    },
    async rollout() {
      const lines = (await home.rollouts())[0] ?? [];
      return lines as readonly { readonly type: string; readonly payload: unknown }[];
    },
    async [Symbol.asyncDispose]() {
      await close();
      await surroundings.close();
    },
  };
}

function toOptions(
  { repo, home }: Surroundings,
  wanted: TestThreadOptions,
  initialHistory: SessionOptions["initialHistory"],
  threadId: ThreadId,
): SessionOptions {
  return {
    threadId,
    source: "exec",
    originator: "core_test",
    version: "0.99.0",
    home: home.codexHome,
    providerId: "scripted",
    settings: {
      cwd: repo.path,
      approvalPolicy: "never",
      sandboxPolicy: FULL_ACCESS,
      summary: "auto",
      collaborationMode: {
        mode: "default",
        settings: {
          model: wanted.model ?? "gpt-5.1-codex",
          reasoning_effort: null,
          developer_instructions: null,
        },
      },
      personality: undefined,
      ...wanted.settings,
    },
    instructions: { base: undefined, developer: undefined, user: undefined, compactPrompt: undefined },
    modelOverrides: {
      models: () => BUNDLED_MODELS,
      contextWindow: undefined,
      autoCompactLimit: undefined,
      supportsReasoningSummaries: undefined,
      verbosity: undefined,
      toolOutputTokens: undefined,
    },
    reviewModel: undefined,
    tools: {
      unifiedExec: true,
      shellTool: true,
      requestRule: true,
      freeformPatch: false,
      collaborationModes: true,
      collab: false,
      toolSearch: false,
      ...wanted.tools,
    },
    webSearch: { confined: "disabled", fullAccess: "disabled" },
    dynamicTools: [],
    maxAgents: 6,
    shell: { name: "bash", path: "/bin/bash" },
    defaultPersonality: "pragmatic",
    showRawReasoning: false,
    notify: undefined,
    isEphemeral: false,
    initialHistory,
    startupWarnings: [],
    ...wanted.options,
  };
}

/** What a user types. */
export function textInput(text: string): UserInput {
  return { type: "text", text, text_elements: [] };
}

function isTurnEnd(msg: Event["msg"]): boolean {
  return msg.type === "task_complete" || msg.type === "turn_aborted";
}
