/** What the load bench bundles and runs: the login that the first request of a process needs, twice, timed. */

const [home = ""] = process.argv.slice(2);

async function measure(): Promise<void> {
  const start = performance.now();
  const { createAuthManager } = await import("../../packages/auth/src/index.ts");
  const imported = performance.now();
  const manager = createAuthManager({
    env: {},
    home,
    store: "file",
    acceptsCodexApiKey: true,
    http: () => Promise.reject(new Error("a login that is new needs no request")),
    process: { pid: process.pid, hostname: "bench" },
    clock: { now: Date.now },
    createSuffix: () => "bench",
  });
  const load = () => manager.providerFor("openai").current(new AbortController().signal);
  const { source } = await load();
  const first = performance.now();
  if (source !== "stored") throw new Error(`the login comes from ${source}`);
  await load();
  console.log(JSON.stringify([imported - start, first - imported, performance.now() - first]));
}

void measure();
