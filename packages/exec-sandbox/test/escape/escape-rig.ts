/** A place to try to break out of: an outside that must stay as it is, and a confined workspace. */
import {
  chmodSync,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import {
  type CommandOutcome,
  type ExecHost,
  type ManagedNetwork,
  runCommand,
  type SandboxPlan,
  selectSandbox,
} from "../../src/index.ts";
import { elfImage } from "../../src/launcher/elf-image.ts";
import { createProgram, type ProgramBuilder } from "../../src/launcher/program.ts";
import { neverAborted, PLAIN_ENV, temporaryFolder, WORKSPACE_ONLY } from "../linux-host.ts";

/** Fills a program for the launcher. */
export type CallList = (program: ProgramBuilder) => void;

/** One rig per attempt: what one attempt breaks does not help or hide the next. */
export interface EscapeRig {
  readonly host: ExecHost;
  readonly level: 2 | 3;
  /** Holds everything; not writable for commands. */
  readonly outside: string;
  /** The writable root, `outside/workspace`. */
  readonly workspace: string;
  /** Runs a script of bash in the workspace; `$OUTSIDE` names the outside. */
  script(text: string): Promise<CommandOutcome>;
  /** Runs system calls in the workspace by a copy of the launcher; the status is the program's own. */
  syscalls(build: CallList, ...args: readonly string[]): Promise<CommandOutcome>;
  /** Runs system calls outside, to set up what an attempt is about. Nothing of an attempt belongs there. */
  prepare(build: CallList): Promise<CommandOutcome>;
  /** Runs a script of Node in the workspace. */
  node(text: string): Promise<CommandOutcome>;
  /** Differences of the outside (workspace left out) and the protected folders since the beginning. */
  changes(): string[];
  remove(): void;
}

const LIMIT_MS = 15_000;

/**
 * Sets up a rig and makes sure, by a write that would do no harm, that its sandbox works at all. Throws
 * otherwise: no attempt may ever run unconfined. `network` is a managed one, in whose namespace all runs.
 */
export async function createEscapeRig(
  host: ExecHost,
  level: 2 | 3,
  network?: ManagedNetwork,
): Promise<EscapeRig> {
  const folder = temporaryFolder();
  const outside = folder.path;
  const workspace = path.join(outside, "workspace");
  fill(outside, workspace);
  const plan = planAt(host, level, workspace, network);
  const runUnder = (chosen: SandboxPlan, argv: readonly string[]) =>
    runCommand(
      host,
      {
        argv,
        cwd: workspace,
        env: { ...PLAIN_ENV, OUTSIDE: outside },
        plan: chosen,
        timeoutMs: LIMIT_MS,
        onDelta: () => undefined,
      },
      neverAborted(),
    );
  const run = (argv: readonly string[]) => runUnder(plan, argv);
  await refuseUnlessConfined(outside, run, folder.remove);

  const before = listing(outside, level);
  return {
    host,
    level,
    outside,
    workspace,
    script: (text) => run(["bash", "-c", text]),
    syscalls: (build, ...args) => run(["./syscalls", hexOf(host, build), "unused", ...args]),
    prepare: (build) => runUnder(unconfinedPlan(host), ["./syscalls", hexOf(host, build), "unused"]),
    node: (text) => run([process.execPath, "-e", text]),
    changes: () => differences(before, listing(outside, level)),
    remove: folder.remove,
  };
}

/** The argument that has the launcher make the calls. */
export function hexOf(host: ExecHost, build: CallList): string {
  const program = createProgram(host.launcher?.arch ?? "x64");
  build(program);
  return program.encode("").hex;
}

function fill(outside: string, workspace: string): void {
  mkdirSync(path.join(workspace, ".git", "hooks"), { recursive: true });
  mkdirSync(path.join(workspace, ".codex"));
  mkdirSync(path.join(workspace, ".agents"));
  mkdirSync(path.join(workspace, "sub"));
  mkdirSync(path.join(outside, "folder"));
  writeFileSync(path.join(outside, "secret"), "as it was\n", { mode: 0o644 });
  writeFileSync(path.join(outside, "folder", "file"), "as it was\n");
  writeFileSync(path.join(workspace, ".git", "config"), "[core]\n");
  writeFileSync(path.join(workspace, ".codex", "config.toml"), "# as it was\n");
  symlinkSync(path.join(outside, "secret"), path.join(workspace, "link-to-secret"));
  symlinkSync(path.join(outside, "folder"), path.join(workspace, "link-to-folder"));
  const tool = path.join(workspace, "syscalls");
  const arch = process.arch === "arm64" ? "arm64" : "x64";
  writeFileSync(tool, elfImage(arch));
  chmodSync(tool, 0o755);
  copyFileSync(tool, path.join(outside, "program"));
}

function planAt(
  host: ExecHost,
  level: 2 | 3,
  workspace: string,
  network: ManagedNetwork | undefined,
): SandboxPlan {
  const { support } = host;
  const isThere = support.kind === "bubblewrap" || (support.kind === "linux" && support.level >= level);
  if (!isThere) throw new Error(`no level ${level} here`);
  return selectSandbox({
    policy: WORKSPACE_ONLY,
    policyCwd: workspace,
    tmpdir: undefined,
    platform: host.platform,
    support: support.kind === "linux" ? { ...support, level } : support,
    approval: "keep-sandbox",
    network,
  });
}

function unconfinedPlan(host: ExecHost): SandboxPlan {
  return selectSandbox({
    policy: { type: "danger-full-access" },
    policyCwd: "/",
    tmpdir: undefined,
    platform: host.platform,
    support: host.support,
    approval: "keep-sandbox",
    network: undefined,
  });
}

async function refuseUnlessConfined(
  outside: string,
  run: (argv: readonly string[]) => Promise<CommandOutcome>,
  cleanUp: () => void,
): Promise<void> {
  const witness = path.join(outside, "harmless");
  const outcome = await run(["bash", "-c", `echo inside > inside; echo outside > '${witness}'`]);
  const isConfined = outcome.kind === "finished" && outcome.exitCode !== 0;
  if (isConfined && lstatSync(witness, { throwIfNoEntry: false }) === undefined) return;
  cleanUp();
  throw new Error(`the sandbox does not confine: nothing is tried (${JSON.stringify(outcome)})`);
}

/** Every file outside with what can be changed about it. At level 3 also the protected folders inside. */
function listing(outside: string, level: 2 | 3): Map<string, string> {
  const found = new Map<string, string>();
  const add = (file: string) => {
    const stat = lstatSync(file);
    const content = stat.isFile()
      ? readFileSync(file, "latin1")
      : stat.isSymbolicLink()
        ? readlinkSync(file)
        : "";
    const times = level === 3 && !stat.isDirectory() ? stat.mtimeMs : "";
    found.set(file, JSON.stringify([stat.mode, stat.uid, stat.nlink, times, content]));
    if (stat.isDirectory()) for (const name of readdirSync(file)) visit(path.join(file, name));
  };
  const visit = (file: string) => {
    if (file !== path.join(outside, "workspace")) add(file);
    else if (level === 3) for (const name of [".git", ".codex", ".agents"]) add(path.join(file, name));
  };
  visit(outside);
  return found;
}

function differences(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const changes: string[] = [];
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(file), after.get(file)];
    if (old !== now) changes.push(`${file}: ${old ?? "nothing"} became ${now ?? "nothing"}`);
  }
  return changes;
}
