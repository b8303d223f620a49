/** The demo: the real program repairs a real repository; only the model's words come from a script. */
import { execFileSync, spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { styleText } from "node:util";
import { scriptedModel } from "@codex-ts/test-support";
import { FILES } from "./repository.ts";
import { script } from "./script.ts";

const root = path.resolve(import.meta.dirname, "../..");
const stage = path.join(root, "dist", "demo");
const repository = path.join(stage, "repository");
const home = path.join(stage, "home");

const heading = (text: string) => console.log(`\n${styleText(["bold", "cyan"], `== ${text}`)}`);

async function main(): Promise<number> {
  await makeRepository();
  heading("A repository with a failing test");
  console.log(`${path.relative(process.cwd(), repository)}\n`);
  const before = runTests();
  console.log(before.summary);
  if (before.isGood) throw new Error("the demo's test passes before the repair; nothing to show");

  heading("codex exec repairs it");
  console.log("The model's words are a script; requests, sandbox, commands and patch are real.\n");
  await using model = await scriptedModel(script);
  const code = await runCodex(model.baseUrl);
  model.verify();

  heading("What changed");
  console.log(git("diff", styleText("red", "").length > 0 ? "--color=always" : "--color=never").trimEnd());
  heading("The test again");
  const after = runTests();
  console.log(after.summary);
  tellHowToGoOn();
  return code === 0 && after.isGood ? 0 : 1;
}

/** Makes the repository anew. The folder lies in the build output, where only the demo writes. */
async function makeRepository(): Promise<void> {
  await rm(stage, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(repository, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  git("init", "--quiet", "--initial-branch=main");
  git("add", "--all");
  git("-c", "user.name=Demo", "-c", "user.email=demo@localhost", "commit", "--quiet", "--message=Start");
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: repository, encoding: "utf8" });
}

function runTests(): { readonly isGood: boolean; readonly summary: string } {
  const counts = (output: string) => output.split("\n").filter((line) => /^(#|ℹ) (pass|fail) /.test(line));
  // The tests must not take themselves for children of a test runner that happens to run the demo.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  try {
    const output = execFileSync("node", ["--test"], {
      cwd: repository,
      encoding: "utf8",
      stdio: "pipe",
      env,
    });
    return { isGood: true, summary: styleText("green", counts(output).join(", ")) };
  } catch (error) {
    const output = String((error as { stdout?: string }).stdout ?? error);
    return { isGood: false, summary: styleText("red", counts(output).join(", ")) };
  }
}

/** Runs the built program on the repository, its output going straight to this terminal. */
function runCodex(baseUrl: string): Promise<number | null> {
  const provider = {
    name: "scripted model",
    base_url: baseUrl,
    env_key: "DEMO_KEY",
  };
  const overrides = Object.entries(provider).flatMap(([key, value]) => [
    "-c",
    `model_providers.demo.${key}=${JSON.stringify(value)}`,
  ]);
  const args = ["exec", "--sandbox", "workspace-write", "-c", "model_provider=demo", ...overrides];
  const child = spawn(
    path.join(root, "dist", "bin", "codex"),
    [...args, "The test fails. Find out why and repair it."],
    {
      cwd: repository,
      env: { ...process.env, CODEX_HOME: home, DEMO_KEY: "none" },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

function tellHowToGoOn(): void {
  heading("With a real model");
  console.log(`The model above was a script. The same path with a real one:

  OPENAI_API_KEY=… dist/bin/codex exec "explain this repository"
  dist/bin/codex exec --oss --local-provider ollama "explain this repository"   # a local model

The session is recorded below ${path.relative(process.cwd(), path.join(home, "sessions"))}.`);
}

process.exitCode = await main();
