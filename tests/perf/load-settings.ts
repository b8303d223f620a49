/** What the config bench bundles and runs: the load that every thread starts with, twice, timed. */

const [options = ""] = process.argv.slice(2);

async function measure(): Promise<void> {
  const start = performance.now();
  const { loadConfig } = await import("../../packages/config/src/index.ts");
  const imported = performance.now();
  const load = () => loadConfig(JSON.parse(options), new AbortController().signal);
  const result = await load();
  const first = performance.now();
  if (!result.ok || result.config.layers.length !== 6) throw new Error(JSON.stringify(result));
  await load();
  console.log(JSON.stringify([imported - start, first - imported, performance.now() - first]));
}

void measure();
