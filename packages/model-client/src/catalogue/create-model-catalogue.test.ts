import { execFileSync } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { sleep } from "@codex-ts/std";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { type LoopbackServer, type Reply, status, withServer } from "../../test/loopback-server.ts";
import { buildProvider } from "../providers/provider.ts";
import { BUNDLED_MODELS } from "./bundled-models.ts";
import { createModelCatalogue, type ModelCatalogue } from "./create-model-catalogue.ts";
import { defaultModel } from "./default-model.ts";
import { findModel } from "./find-model.ts";

const never = new AbortController().signal;
const NOW = Date.UTC(2026, 2, 4, 12);
const CHATGPT = { isChatgpt: true };

const entry = (slug: string, priority: number) => ({
  slug,
  display_name: slug,
  supported_reasoning_levels: [{ effort: "low", description: "little" }],
  shell_type: "shell_command",
  visibility: "list",
  supported_in_api: true,
  priority,
  base_instructions: "from the server",
  supports_reasoning_summaries: true,
  support_verbosity: false,
  truncation_policy: { mode: "bytes", limit: 10 },
  supports_parallel_tool_calls: false,
  experimental_supported_tools: [],
  a_member_of_tomorrow: { x: 1 },
});
const list = (models: readonly unknown[], etag: string): Reply =>
  status(200, JSON.stringify({ models }), { "content-type": "application/json", etag });
const GOOD = list([entry("zeta-9", -1), entry("gpt-5.2-codex", 1), { slug: "of another shape" }], "e1");

interface Rig {
  readonly catalogue: ModelCatalogue;
  readonly file: string;
  readonly cache: () => Promise<Record<string, unknown>>;
  /** A second program on the same home. */
  readonly another: () => ModelCatalogue;
  /** The longest times that anybody was ready to wait, in milliseconds. */
  readonly waits: number[];
  clock: number;
}

async function withRig(
  replies: readonly Reply[],
  run: (rig: Rig, server: LoopbackServer) => Promise<void>,
  mode: "chatgpt" | "apikey" = "chatgpt",
): Promise<void> {
  await using dir = await tempDir();
  await withServer(replies, async (server) => {
    const file = path.join(dir.path, "models_cache.json");
    const open = () =>
      createModelCatalogue({
        cacheFile: file,
        version: "1.2.3-alpha.4",
        sender: {
          provider: buildProvider("openai", {
            name: "OpenAI",
            baseUrl: `${server.origin}/v1`,
            requestMaxRetries: 0,
          }),
          env: {},
          originator: "test",
          userAgent: "test/1",
          subagent: undefined,
          residency: undefined,
        },
        auth: {
          resolve: async () => ({ mode, token: "secret", accountId: "acc" }),
          recover: async () => false,
        },
        clock: {
          now: () => rig.clock,
          sleep: (ms, signal) => {
            rig.waits.push(ms);
            return sleep(ms, signal);
          },
        },
        random: () => 0.5,
      });
    const rig: Rig = {
      catalogue: open(),
      file,
      cache: async () => JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>,
      another: open,
      waits: [],
      clock: NOW,
    };
    try {
      await run(rig, server);
    } finally {
      await rig.catalogue.close();
    }
  });
}

const slugs = (catalogue: ModelCatalogue) => catalogue.models().map(({ slug }) => slug);

test("a pipe in the place of the list on disk is neither waited for nor replaced", async () => {
  await withRig([GOOD], async (rig) => {
    execFileSync("mkfifo", [rig.file]);
    await rig.catalogue.prepare(CHATGPT, never);
    expect(slugs(rig.catalogue)).toContain("zeta-9");
    await rig.catalogue.close();
    expect((await stat(rig.file)).isFIFO()).toBe(true);
  });
});

test("a first start waits for the list, keeps it on disk, and the next one asks nobody", async () => {
  await withRig([GOOD], async (rig, server) => {
    await rig.catalogue.prepare(CHATGPT, never);
    expect(slugs(rig.catalogue)).toEqual([...BUNDLED_MODELS.map(({ slug }) => slug), "zeta-9"]);
    expect(defaultModel(rig.catalogue.models(), true)?.slug).toBe("zeta-9");
    expect(findModel(rig.catalogue.models(), "gpt-5.2-codex-foo")).toMatchObject({
      slug: "gpt-5.2-codex",
      base_instructions: "from the server",
    });
    await rig.catalogue.close();
    const { models, ...head } = await rig.cache();
    expect(head).toEqual({
      fetched_at: "2026-03-04T12:00:00.000Z",
      etag: "e1",
      client_version: "1.2.3-alpha.4",
    });
    expect(models).toMatchObject([
      { slug: "zeta-9", a_member_of_tomorrow: { x: 1 } },
      { slug: "gpt-5.2-codex" },
    ]);
    expect(await readdir(path.dirname(rig.file))).toEqual(["models_cache.json"]);

    const second = rig.another();
    rig.clock += 300_000;
    await second.prepare(CHATGPT, never);
    expect(slugs(second)).toContain("zeta-9");
    await second.close();
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET /v1/models?client_version=1.2.3",
    ]);
    const { headers } = server.requests[0] ?? {};
    expect(headers).toMatchObject({
      authorization: "Bearer secret",
      "chatgpt-account-id": "acc",
      accept: "*/*",
    });
    expect(headers).not.toHaveProperty("content-type");
    expect(headers).not.toHaveProperty("content-length");
  });
});

test.each([
  ["too old", 300_001],
  ["from the future", -1],
])("a list %s serves the start and is renewed in the background", async (_name, ageMs) => {
  const held: (() => void)[] = [];
  const late: Reply = (response, request) =>
    held.push(() => list([entry("new-1", 1)], "e2")(response, request));
  await withRig([GOOD, late], async (rig, server) => {
    await rig.catalogue.prepare(CHATGPT, never);
    await rig.catalogue.close();
    rig.clock += ageMs;
    const second = rig.another();
    await second.prepare(CHATGPT, never);
    expect(slugs(second)).toContain("zeta-9");
    expect(rig.waits.filter((ms) => ms === 1_000)).toHaveLength(1);
    await server.received(2);
    held[0]?.();
    await second.refresh("online", never);
    expect(slugs(second)).toContain("new-1");
    await second.close();
    expect(server.requests).toHaveLength(2);
    expect(await rig.cache()).toMatchObject({ etag: "e2", models: [{ slug: "new-1" }] });
  });
});

test("a corrupt cache is as good as none, and replaced", async () => {
  for (const text of ["{", "[]", '{"fetched_at":"x","models":[]}', '{"fetched_at":"2026-03-04T12:00:00Z"}']) {
    await withRig([GOOD], async (rig) => {
      await writeFile(rig.file, text);
      await rig.catalogue.prepare(CHATGPT, never);
      await rig.catalogue.close();
      expect(await rig.cache()).toMatchObject({ etag: "e1" });
    });
  }
});

test.each([
  ["an error", status(500, "no")],
  ["something else", status(200, "<html>")],
  ["no list", status(200, "{}")],
])("a server that answers with %s leaves the bundled models", async (_name, reply) => {
  await withRig([reply], async (rig) => {
    await rig.catalogue.prepare(CHATGPT, never);
    expect(rig.catalogue.models()).toBe(BUNDLED_MODELS);
    expect(await rig.catalogue.refresh("online", never)).toMatchObject({ kind: "failed" });
    await rig.catalogue.close();
    expect(await readdir(path.dirname(rig.file))).toEqual([]);
  });
});

test("the mark of a response renews the time when it is the same, and the list when it is not, once", async () => {
  await withRig([GOOD, list([entry("new-1", 1)], "not-what-was-announced")], async (rig, server) => {
    await rig.catalogue.prepare(CHATGPT, never);
    rig.clock += 200_000;
    rig.catalogue.noteEtag("e1");
    await rig.catalogue.close();
    expect(await rig.cache()).toMatchObject({ etag: "e1", fetched_at: "2026-03-04T12:03:20.000Z" });

    const second = rig.another();
    await second.prepare(CHATGPT, never);
    second.noteEtag("e2");
    await server.received(2);
    await second.refresh("online", never);
    second.noteEtag("e2");
    await second.close();
    expect(slugs(second)).toContain("new-1");
    expect(server.requests).toHaveLength(2);
  });
});

test("without a ChatGPT login nobody is asked; only a fresh cache counts", async () => {
  await withRig([GOOD], async (rig) => {
    await rig.catalogue.prepare(CHATGPT, never);
    await rig.catalogue.close();
    await withRig(
      [],
      async (byKey, server) => {
        await writeFile(byKey.file, await readFile(rig.file));
        await byKey.catalogue.prepare({ isChatgpt: false }, never);
        expect(slugs(byKey.catalogue)).toContain("zeta-9");
        byKey.catalogue.noteEtag("e9");
        expect(await byKey.catalogue.refresh("online", never)).toEqual({ kind: "current" });
        byKey.clock += 300_001;
        const late = byKey.another();
        await late.prepare({ isChatgpt: false }, never);
        expect(late.models()).toBe(BUNDLED_MODELS);
        expect(server.requests).toEqual([]);
      },
      "apikey",
    );
  });
});

test("a server that never answers holds up neither the first start nor the end for long", async () => {
  await withRig([() => undefined], async (rig, server) => {
    await rig.catalogue.prepare(CHATGPT, never);
    expect(rig.catalogue.models()).toBe(BUNDLED_MODELS);
    await rig.catalogue.close();
    await server.allClosed();
  });
});
