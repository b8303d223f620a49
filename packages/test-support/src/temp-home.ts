import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { TestSupportError } from "./errors.ts";
import { tempDir } from "./temp-dir.ts";
import { type Files, writeFiles } from "./temp-repo.ts";

/** What a home is made of. */
export interface TempHomeOptions {
  /** The model server; without one, config.toml names no provider. */
  readonly model?: { readonly baseUrl: string };
  /** Top-level TOML lines that come before the provider's table, e.g. `sandbox_mode = "read-only"`. */
  readonly config?: string;
  /** TOML lines for the provider's table, e.g. `stream_max_retries = 2`; they replace our own of the same key, or take it away. */
  readonly provider?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Further files, relative to CODEX_HOME. */
  readonly files?: Files;
}

/** A user's home folder with a CODEX_HOME in it. */
export interface TempHome extends AsyncDisposable {
  readonly home: string;
  readonly codexHome: string;
  /** A small, fixed environment for programs that use this home. */
  readonly env: Readonly<Record<string, string>>;
  read(relativePath: string): Promise<string>;
  write(files: Files): Promise<void>;
  /** The lines of each rollout file, parsed, oldest file first. Throws when a line is not JSON. */
  rollouts(): Promise<readonly (readonly unknown[])[]>;
}

/** Makes a home whose config.toml sends every request to `model`, with no retries and no real key. */
export async function tempHome(options: TempHomeOptions): Promise<TempHome> {
  const dir = await tempDir();
  const codexHome = path.join(dir.path, ".codex");
  await mkdir(codexHome);
  await writeFiles(codexHome, { "config.toml": configText(options), ...options.files });
  return {
    home: dir.path,
    codexHome,
    env: {
      PATH: process.env["PATH"] ?? "/usr/bin:/bin",
      HOME: dir.path,
      CODEX_HOME: codexHome,
      SCRIPTED_MODEL_KEY: "scripted",
      LANG: "C.UTF-8",
      SHELL: "/bin/bash",
      TERM: "dumb",
    },
    read: (relativePath) => readFile(path.join(codexHome, relativePath), "utf8"),
    write: (files) => writeFiles(codexHome, files),
    rollouts: () => readRollouts(path.join(codexHome, "sessions")),
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

function configText(options: TempHomeOptions): string {
  const own = options.config === undefined ? "" : `${options.config.trim()}\n`;
  if (!options.model) return own;
  const provider = {
    name: "scripted",
    base_url: options.model.baseUrl,
    env_key: "SCRIPTED_MODEL_KEY",
    wire_api: "responses",
    request_max_retries: 0,
    stream_max_retries: 0,
    ...options.provider,
  };
  const lines = Object.entries(provider).filter(([, value]) => value !== undefined);
  const table = lines.map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  // A root key may not follow a table header, so what the caller wrote has to be split there.
  const [root, tables] = splitAtFirstTable(own);
  return [
    ...(/^model\s*=/m.test(root) ? [] : ['model = "gpt-5.1-codex"']),
    'model_provider = "scripted"',
    root,
    "[model_providers.scripted]",
    ...table,
    "",
    tables,
  ].join("\n");
}

function splitAtFirstTable(text: string): readonly [string, string] {
  const at = text.search(/^\[/m);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
}

async function readRollouts(sessions: string): Promise<readonly (readonly unknown[])[]> {
  const names = await readdir(sessions, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith(".jsonl")).sort();
  return Promise.all(files.map((name) => readJsonLines(path.join(sessions, name))));
}

async function readJsonLines(file: string): Promise<readonly unknown[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line !== "");
  return lines.map((line, index): unknown => {
    try {
      return JSON.parse(line);
    } catch (error) {
      throw new TestSupportError(
        "environment",
        `${file}:${index + 1} is not JSON: ${line.slice(0, 200)}`,
        error,
      );
    }
  });
}
