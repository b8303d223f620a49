/** The keyring of the system: a real secret service where its programs are installed (Debian: dbus, gnome-keyring). */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { realpath } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { tempDir } from "@codex-ts/test-support";
import { expect, test } from "@jest/globals";
import { type TempCodexHome, tempCodexHome } from "./temp-codex-home.ts";

const PROGRAM = path.join(import.meta.dirname, "keyring-program.ts");
const NEEDED = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"];
const missing = NEEDED.filter((name) => !isInstalled(name));
const withKeyring = missing.length === 0 ? test : test.skip;
const title = (text: string) => (missing.length === 0 ? text : `${text} (needs ${missing.join(", ")})`);

function isInstalled(name: string): boolean {
  return (process.env["PATH"] ?? "").split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs the program in a session; `address` is that of its bus. */
async function run(address: string, home: TempCodexHome, mode: string, ...steps: string[]): Promise<unknown> {
  const env = { PATH: process.env["PATH"], HOME: home.path, DBUS_SESSION_BUS_ADDRESS: address };
  const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, home.path, mode, ...steps], {
    env,
  });
  return JSON.parse(stdout);
}

const NO_BUS = "unix:path=/no/such/bus";

/** A session with an unlocked keyring of its own. */
async function openSession() {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const address = `unix:path=${path.join(dir.path, "bus")}`;
  const env = {
    PATH: process.env["PATH"],
    HOME: dir.path,
    XDG_RUNTIME_DIR: dir.path,
    XDG_DATA_HOME: dir.path,
    DBUS_SESSION_BUS_ADDRESS: address,
  };
  const start = (file: string, args: readonly string[]) => {
    const child = spawn(file, args, { env, stdio: ["pipe", "pipe", "ignore"] });
    stack.defer(() => stop(child));
    return child;
  };
  const bus = start("dbus-daemon", ["--session", "--nofork", "--print-address", `--address=${address}`]);
  await once(bus.stdout, "data");
  const keyring = start("gnome-keyring-daemon", ["--foreground", "--components=secrets", "--unlock"]);
  // The password of a keyring that is as old as this test.
  keyring.stdin.end("unlocked");
  await ready(env);
  const kept = stack.move();
  return { address, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Asks the bus until the keyring has taken its name. */
async function ready(env: NodeJS.ProcessEnv): Promise<void> {
  const question = ["org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"];
  const deadline = AbortSignal.timeout(10_000);
  for (;;) {
    const { stdout } = await promisify(execFile)(
      "dbus-send",
      ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus", ...question],
      { env, signal: deadline },
    );
    if (stdout.includes("boolean true")) return;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

withKeyring(
  title("a login in the keyring is found under the name that others use, and leaves no file"),
  async () => {
    await using session = await openSession();
    await using home = await tempCodexHome();
    await home.writeAuth({ OPENAI_API_KEY: "sk-old" });
    const said = await run(session.address, home, "keyring", "load", "save=sk-1", "load");
    expect(said).toEqual(
      ["absent", { backup: undefined }, "sk-1"].map((each) => (typeof each === "object" ? {} : each)),
    );
    await expect(home.readAuth()).rejects.toMatchObject({ code: "ENOENT" });
    const digest = createHash("sha256")
      .update(await realpath(home.path))
      .digest("hex")
      .slice(0, 16);
    expect(await readEntry(session.address, home, `cli|${digest}`)).toBe(
      '{"auth_mode":"apikey","OPENAI_API_KEY":"sk-1"}',
    );
    expect(await run(session.address, home, "auto", "load", "remove", "load", "remove")).toEqual([
      "sk-1",
      true,
      "absent",
      false,
    ]);
  },
  20_000,
);

/** Reads an entry as any program of the session could. */
async function readEntry(address: string, home: TempCodexHome, account: string): Promise<string> {
  const script = `import { Entry } from "@napi-rs/keyring";
    process.stdout.write(new Entry("Codex Auth", ${JSON.stringify(account)}, { linux: { store: "secret-service" } }).getPassword());`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    env: { PATH: process.env["PATH"], HOME: home.path, DBUS_SESSION_BUS_ADDRESS: address },
  });
  return stdout;
}

test("without a keyring, auto keeps the login in the file", async () => {
  await using home = await tempCodexHome();
  expect(await run(NO_BUS, home, "auto", "load", "save=sk-1", "load")).toEqual(["absent", {}, "sk-1"]);
  expect(await home.readAuth()).toEqual({ auth_mode: "apikey", OPENAI_API_KEY: "sk-1" });
  expect(await run(NO_BUS, home, "auto", "remove", "load")).toEqual([true, "absent"]);
});

test("without a keyring, a login that must be there is refused with a way out", async () => {
  await using home = await tempCodexHome();
  await home.writeAuth({ OPENAI_API_KEY: "sk-old" });
  const [loaded, saved] = (await run(NO_BUS, home, "keyring", "load", "save=sk-1")) as [string, string];
  expect(loaded).toBe("failed");
  expect(saved).toMatch(/^Cannot store the login in the keyring .*cli_auth_credentials_store = "file"/);
  expect(saved).not.toContain("sk-1");
  expect(await home.readAuth()).toEqual({ OPENAI_API_KEY: "sk-old" });
});
