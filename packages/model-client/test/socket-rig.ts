/** A client that speaks WebSocket to a scripted model, for the tests of this package. */
import type { ResponseEvent, ResponseItem } from "@codex-ts/protocol";
import { noTelemetry, type Telemetry } from "@codex-ts/telemetry";
import {
  type Replies,
  type ScriptedModel,
  type ScriptedModelOptions,
  scriptedModel,
} from "@codex-ts/test-support";
import type { TurnClient } from "../src/model-client.ts";
import type { Prompt } from "../src/prompt.ts";
import {
  HELLO,
  type Outcome,
  read,
  type TestClient,
  type TestClientOptions,
  testClient,
} from "./test-client.ts";

/** How long a test waits for a named thing, in milliseconds. */
const DEADLINE_MS = 10_000;

/** What a test wants to be different. */
export interface SocketRigOptions extends TestClientOptions {
  readonly handshakes?: ScriptedModelOptions["handshakes"];
  readonly protocol?: "v1" | "v2";
}

/** A client and its server; disposal ends both. */
export interface SocketRig extends AsyncDisposable {
  readonly model: ScriptedModel;
  readonly client: TestClient;
  /** Aborted when a test takes too long. */
  readonly deadline: AbortSignal;
  /** Asks in a turn of its own. */
  ask(prompt?: Prompt, signal?: AbortSignal): Promise<Outcome>;
}

/** Starts both; every model uses WebSockets. */
export async function socketRig(replies: Replies, options: SocketRigOptions = {}): Promise<SocketRig> {
  const { handshakes, protocol = "v1", provider, ...rest } = options;
  const model = await scriptedModel(replies, handshakes ? { handshakes } : {});
  const client = testClient(new URL(model.baseUrl).origin, {
    provider: { supportsWebsockets: true, requestMaxRetries: 0, ...provider },
    websockets: { isEnabled: true, protocol, wantsTimings: false },
    ...rest,
  });
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  return {
    model,
    client,
    deadline,
    async ask(prompt = HELLO, signal = deadline) {
      const turn = client.startTurn();
      try {
        return await askIn(turn, prompt, signal);
      } finally {
        turn.close();
      }
    },
    async [Symbol.asyncDispose]() {
      client.close();
      await model.socketsClosed(deadline).finally(() => model.close());
    },
  };
}

/** Asks in a turn that goes on. */
export function askIn(turn: TurnClient, prompt: Prompt, signal: AbortSignal): Promise<Outcome> {
  return read(turn.stream(prompt, { turnMetadata: undefined }, signal));
}

/** The same prompt with more behind its input. */
export function followUp(prompt: Prompt, ...items: readonly ResponseItem[]): Prompt {
  return { ...prompt, input: [...prompt.input, ...items] };
}

/** The kinds of events. */
export function kindsOf(events: readonly ResponseEvent[]): readonly string[] {
  return events.map(({ type }) => type);
}

/** Telemetry that keeps counters and log records as `name {attributes}`. */
export function keepingTelemetry(kept: string[]): Telemetry {
  const telemetry: Telemetry = {
    ...noTelemetry,
    count: (name, tags) => void kept.push(`${name} ${JSON.stringify(tags)}`),
    event: (name, attributes) => {
      const { duration_ms: _varies, ...rest } = attributes as Readonly<Record<string, unknown>>;
      kept.push(`${name} ${JSON.stringify(rest)}`);
    },
    inSpan: (_name, _attributes, work) => work(),
    forModel: () => telemetry,
  };
  return telemetry;
}
