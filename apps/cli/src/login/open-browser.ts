/** Showing a page in the user's browser. */
import { spawn } from "node:child_process";
import path from "node:path";
import { splitWords } from "@codex-ts/std";

/** What it depends on. */
export interface BrowserSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Programs that open an address, by platform; Windows' `start` is part of a shell, which would read the `&`. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
const OTHER_OPENER = ["xdg-open"];

/** Variables that a browser has no business with. */
const SECRETS = ["OPENAI_API_KEY", "CODEX_API_KEY"];

/**
 * Starts the first program that can be started: those of `BROWSER` (commands with `%s` for the address, separated
 * as in PATH), else the platform's own. False when none can; the program runs on by itself.
 */
export async function openBrowser(url: string, surroundings: BrowserSurroundings): Promise<boolean> {
  for (const command of commandsOf(surroundings)) {
    if (await start(withUrl(command, url), surroundings.env)) return true;
  }
  return false;
}

function commandsOf({ env, platform }: BrowserSurroundings): readonly (readonly string[])[] {
  const wanted = env["BROWSER"]?.split(path.delimiter) ?? [];
  // A command with an open quote is none.
  const usable = wanted.map((command) => splitWords(command) ?? []).filter((command) => command.length > 0);
  return usable.length > 0 ? usable : [OPENERS[platform] ?? OTHER_OPENER];
}

function withUrl(command: readonly string[], url: string): readonly string[] {
  if (!command.some((word) => word.includes("%s"))) return [...command, url];
  return command.map((word) => word.replaceAll("%s", () => url));
}

function start(argv: readonly string[], env: BrowserSurroundings["env"]): Promise<boolean> {
  const [program = "", ...args] = argv;
  const clean = Object.fromEntries(Object.entries(env).filter(([name]) => !SECRETS.includes(name)));
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: clean, stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
