/** A small MCP server for tests; `mcp-program.ts` tells what it does. Written without the protocol library. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly [member: string]: unknown };
  readonly result?: unknown;
}

type Answer = { readonly result: unknown } | { readonly error: { code: number; message: string } } | "none";

const mood = process.argv[2] ?? "helpful";
/** Calls that wait for the answer to their question, by its id. */
const asking = new Map<Message["id"], Message["id"]>();
const sandboxStates: unknown[] = [];
/** The answer to a question outside of any call. */
const late = Promise.withResolvers<unknown>();

const text = (value: string) => ({ result: { content: [{ type: "text", text: value }] } });
const noArguments = { type: "object" };

const TOOLS: { readonly [name: string]: { readonly schema: object; run(message: Message): Answer } } = {
  echo: {
    schema: { type: "object", properties: { text: { type: "string" } }, required: ["text"] },
    run: ({ params }) => {
      const { text: said = "" } = (params?.["arguments"] ?? {}) as { text?: string };
      return { result: { content: [{ type: "text", text: said }], structuredContent: { said } } };
    },
  },
  fail: {
    schema: noArguments,
    run: () => ({ result: { content: [{ type: "text", text: "it failed" }], isError: true } }),
  },
  picture: {
    schema: noArguments,
    run: () => ({ result: { content: [{ type: "image", data: "AAAA", mimeType: "image/png" }] } }),
  },
  stall: { schema: noArguments, run: () => "none" },
  environment: { schema: noArguments, run: () => text(Object.keys(process.env).sort().join(" ")) },
  ask: {
    schema: noArguments,
    run: ({ id }) => {
      const question = `question ${asking.size + 1}`;
      asking.set(question, id);
      const params = { message: "sure?", requestedSchema: { type: "object", properties: {} } };
      send({ id: question, method: "elicitation/create", params });
      return "none";
    },
  },
  ask_later: {
    schema: noArguments,
    run: ({ id }) => {
      // In one piece, so that no other call comes in between.
      send(
        { id, ...text("later") },
        { id: "late", method: "elicitation/create", params: { message: "now?" } },
      );
      return "none";
    },
  },
  late_answer: {
    schema: noArguments,
    run: ({ id }) => {
      void late.promise.then((answer) => send({ id, ...text(JSON.stringify(answer)) }));
      return "none";
    },
  },
  sandbox: { schema: noArguments, run: () => text(JSON.stringify(sandboxStates)) },
  child: {
    schema: noArguments,
    run: () => text(String(spawn("sleep", ["600"], { stdio: "ignore" }).pid)),
  },
  "twin.1": { schema: noArguments, run: () => text("first") },
  twin_1: { schema: noArguments, run: () => text("second") },
  crash: { schema: noArguments, run: () => process.exit(3) },
};

const METHODS: { readonly [method: string]: (message: Message) => Answer } = {
  initialize: ({ params }) => {
    if (mood === "mute") return "none";
    // Servers of the usual library send their prefix along.
    if (mood === "refuse") return { error: { code: -32603, message: "MCP error -32603: not today" } };
    return {
      result: {
        protocolVersion: params?.["protocolVersion"],
        capabilities: {
          tools: {},
          resources: {},
          ...(mood === "confining" ? { experimental: { "codex/sandbox-state": { version: "1.0.0" } } } : {}),
        },
        serverInfo: { name: "test", version: "1" },
      },
    };
  },
  "tools/list": () => ({
    result: {
      tools: Object.entries(TOOLS).map(([name, { schema }]) => ({
        name,
        description: `does ${name}`,
        inputSchema: schema,
        annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
      })),
    },
  }),
  "tools/call": (message) => TOOLS[String(message.params?.["name"])]?.run(message) ?? unknown(),
  "resources/list": ({ params }) =>
    params?.["cursor"] === "2"
      ? { result: { resources: [{ uri: "mem://b", name: "b" }] } }
      : { result: { resources: [{ uri: "mem://a", name: "a" }], nextCursor: "2" } },
  "resources/templates/list": () => ({
    result: { resourceTemplates: [{ uriTemplate: "mem://{name}", name: "any" }] },
  }),
  "codex/sandbox-state/update": ({ params }) => {
    const { _meta, ...state } = params ?? {};
    sandboxStates.push(state);
    return { result: {} };
  },
  "resources/read": ({ params }) => ({ result: { contents: [{ uri: params?.["uri"], text: "content" }] } }),
};

process.stderr.write("the test server speaks\n");
createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line) as Message;
  if (message.id === "late") return late.resolve(message.result);
  const asker = asking.get(message.id);
  if (asker !== undefined) return send({ id: asker, ...text(JSON.stringify(message.result)) });
  if (message.id === undefined) return;
  const answer = METHODS[message.method ?? ""]?.(message) ?? unknown();
  if (answer !== "none") send({ id: message.id, ...answer });
});

function unknown(): Answer {
  return { error: { code: -32601, message: "no such method" } };
}

function send(...messages: readonly object[]): void {
  const lines = messages.map((message) => `${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  process.stdout.write(lines.join(""));
}
