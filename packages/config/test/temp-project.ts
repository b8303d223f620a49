/** A configuration home, a machine directory and a working directory in a temp folder, for tests. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseCliOverrides } from "../src/layers/overrides.ts";
import { type LoadConfigResult, loadConfig } from "../src/load-config.ts";
import type { LoadConfigOptions } from "../src/load-options.ts";
import type { ResolvedConfig } from "../src/resolved-config.ts";

/** What a test wants otherwise; `flags` are the arguments of `-c`. */
export type ConfigChanges = Partial<LoadConfigOptions> & { readonly flags?: readonly string[] };

/** The folders, and ways to fill and to read them. */
export interface TempProject extends AsyncDisposable {
  readonly folder: string;
  readonly home: string;
  readonly cwd: string;
  readonly systemDir: string;
  /** Writes a file below the folder, with the directories that it needs; returns its path. */
  write(file: string, content: string | Uint8Array): Promise<string>;
  /** What `load` passes on. */
  options(changes?: ConfigChanges): LoadConfigOptions;
  /** Loads the settings. */
  load(changes?: ConfigChanges): Promise<LoadConfigResult>;
  /** Loads settings that have to be in order. */
  config(changes?: ConfigChanges): Promise<ResolvedConfig>;
}

/** Makes the folders `home`, `etc` and `work`; `work` is the working directory and no repository. */
export async function createTempProject(files: Readonly<Record<string, string>> = {}): Promise<TempProject> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), "config-test-")));
  const at = { folder, home: path.join(folder, "home"), systemDir: path.join(folder, "etc") };
  const cwd = path.join(folder, "work");
  const write = async (file: string, content: string | Uint8Array) => {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
    return target;
  };
  await Promise.all([at.home, at.systemDir, cwd].map((directory) => mkdir(directory)));
  for (const [file, content] of Object.entries(files)) await write(file, content);

  const options = ({ flags = [], ...changes }: ConfigChanges = {}): LoadConfigOptions => {
    const parsed = parseCliOverrides(flags);
    if (!parsed.ok) throw new Error(parsed.message);
    return {
      home: at.home,
      cwd,
      projectLayers: "load",
      env: { HOME: "/users/me" },
      overrides: {},
      cliOverrides: parsed.overrides,
      profile: undefined,
      systemDir: at.systemDir,
      platform: "linux",
      version: "1.2.3",
      ...changes,
    };
  };
  const load = (changes?: ConfigChanges) => loadConfig(options(changes), new AbortController().signal);
  return {
    ...at,
    cwd,
    write,
    options,
    load,
    async config(changes) {
      const result = await load(changes);
      if (!result.ok) throw new Error(result.errors.map((problem) => problem.message).join("\n"));
      return result.config;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The faults of settings that must not load. */
export async function faultsOf(loading: Promise<LoadConfigResult>) {
  const result = await loading;
  if (result.ok) throw new Error("the settings load, although they should not");
  return result.errors;
}
