/** Attempts by system calls, sockets and signals. Each is judged by its effect, or by the kernel's answer. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import type { EscapeAttempt } from "./file-attempts.ts";
import { tryCall } from "./try-call.ts";

const AT_FDCWD = -100;
const AF_UNIX = 1;
const SOCK = { dgram: 2, raw: 3 } as const;

const MS_BIND = 0x1000;
const MOUNT_ATTR_RDONLY = 1;
const AT_RECURSIVE = 0x8000;
const CLONE_NEWUSER_NEWNS = 0x10020000;
const RLIMIT_CORE = 4;
const PTRACE_SEIZE = 0x4206;

/** System calls that would open another way. */
export const SYSCALL_ATTEMPTS: readonly EscapeAttempt[] = [
  {
    name: "set up io_uring",
    level: 2,
    run: tryCall("io_uring_setup", (program) => [4, program.bytes(new Uint8Array(120))]),
  },
  {
    name: "set a limit of the parent",
    level: 2,
    run: tryCall("prlimit64", (program, { host }) => [host.pid, RLIMIT_CORE, 0, program.words(0, 0)]),
  },
  {
    name: "change the root folder",
    level: 2,
    run: tryCall("chroot", (program, { outside }) => [program.text(outside)]),
  },
  {
    name: "trace the parent",
    level: 2,
    run: tryCall("ptrace", (_, { host }) => [PTRACE_SEIZE, host.pid, 0, 0]),
  },
  {
    name: "mount over a folder",
    level: 2,
    run: tryCall("mount", (program, { workspace }) => {
      const at = program.text(path.join(workspace, "sub"));
      return [at, at, 0, MS_BIND, 0];
    }),
  },
  {
    name: "pass a file by handle",
    level: 2,
    run: tryCall("open_by_handle_at", (program) => [AT_FDCWD, program.bytes(new Uint8Array(24)), 0]),
  },
  {
    name: "load a kernel program",
    level: 2,
    run: tryCall("bpf", (program) => [0, program.bytes(new Uint8Array(72)), 72]),
  },
  { name: "make a datagram socket", level: 2, run: tryCall("socket", () => [AF_UNIX, SOCK.dgram, 0]) },
  {
    name: "make a datagram socket by its other name",
    level: 2,
    run: tryCall("socket", () => [AF_UNIX, SOCK.raw, 0]),
  },
  {
    name: "make a pair of datagram sockets",
    level: 2,
    run: tryCall("socketpair", (program) => [AF_UNIX, SOCK.dgram, 0, program.bytes(new Uint8Array(8))]),
  },
  { name: "make a netlink socket", level: 2, run: tryCall("socket", () => [16, SOCK.raw, 0]) },
  {
    name: "make the tree writable by mount_setattr",
    level: 3,
    run: tryCall("mount_setattr", (program) => [
      AT_FDCWD,
      program.text("/"),
      AT_RECURSIVE,
      program.words(0, MOUNT_ATTR_RDONLY, 0, 0),
      32,
    ]),
  },
  {
    name: "make the tree writable by mount_setattr in a namespace of one's own",
    level: 3,
    async run(rig) {
      await rig.syscalls((program) => {
        program.call("unshare", [CLONE_NEWUSER_NEWNS]);
        for (const place of ["/", rig.outside, path.join(rig.workspace, ".git")]) {
          program.call("mount_setattr", [
            AT_FDCWD,
            program.text(place),
            AT_RECURSIVE,
            program.words(0, MOUNT_ATTR_RDONLY, 0, 0),
            32,
          ]);
        }
        const file = program.slots(0);
        for (const target of [path.join(rig.outside, "secret"), path.join(rig.workspace, ".git/config")]) {
          program.call("openat", [AT_FDCWD, program.text(target), 1, 0], { result: file });
          program.call("write", [file, program.text("x"), 1]);
        }
        program.call("exit_group", [0]);
      });
      return undefined; // Judged by the files.
    },
  },
];

/** A server outside that remembers whether anybody came. */
async function withServer(
  listen: (server: net.Server) => void,
  attempt: (server: net.Server) => Promise<unknown>,
) {
  let visits = 0;
  const server = net.createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  listen(server);
  await once(server, "listening");
  await attempt(server);
  server.close();
  await once(server, "close");
  return visits > 0 ? "a connection reached the server outside" : undefined;
}

/** Ways to the network and to local servers. */
export const SOCKET_ATTEMPTS: readonly EscapeAttempt[] = [
  {
    name: "connect to a local TCP server",
    level: 2,
    run: (rig) =>
      withServer(
        (server) => server.listen(0, "127.0.0.1"),
        (server) => rig.script(`exec 3<>/dev/tcp/127.0.0.1/${(server.address() as net.AddressInfo).port}`),
      ),
  },
  {
    name: "connect to a socket file",
    level: 2,
    run: (rig) => {
      const file = path.join(rig.workspace, "socket");
      return withServer(
        (server) => server.listen(file),
        () => rig.node(`require("net").connect(${JSON.stringify(file)}).on("error", () => process.exit(1))`),
      );
    },
  },
  {
    name: "connect to an abstract socket",
    level: 2,
    run: (rig) => {
      const name = `\0${path.basename(rig.outside)}`;
      return withServer(
        (server) => server.listen(name),
        () => rig.node(`require("net").connect(${JSON.stringify(name)}).on("error", () => process.exit(1))`),
      );
    },
  },
  {
    name: "listen for connections",
    level: 2,
    async run(rig) {
      const outcome = await rig.node(
        'require("net").createServer().listen(0, "127.0.0.1", () => { console.log("listens"); process.exit(0); })',
      );
      return outcome.kind === "finished" && outcome.stdout.includes("listens") ? "it listens" : undefined;
    },
  },
];

/** A process outside that a command must not be able to end. */
export async function withVictim(
  attempt: (victim: ChildProcess) => Promise<unknown>,
): Promise<string | undefined> {
  const victim = spawn("sleep", ["60"], { stdio: "ignore" });
  await once(victim, "spawn");
  await attempt(victim);
  const isAlive = victim.exitCode === null && victim.signalCode === null && existsSync(`/proc/${victim.pid}`);
  const ended = once(victim, "exit");
  victim.kill("SIGKILL");
  if (!isAlive) return "a process outside was killed";
  const [, signal] = await ended;
  return signal === "SIGKILL" ? undefined : `a process outside was ended by ${signal}`;
}

/** Signals to processes outside; the kernel scopes them from Landlock 6 on. */
export const SIGNAL_ATTEMPTS: readonly EscapeAttempt[] = [
  {
    name: "end a process outside",
    level: 2,
    run: (rig) => withVictim((victim) => rig.script(`kill -TERM ${victim.pid}; kill -INT ${victim.pid}`)),
  },
  {
    name: "end a process outside from a namespace of one's own",
    level: 2,
    run: (rig) => withVictim((victim) => rig.script(`unshare -Ur bash -c 'kill -TERM ${victim.pid}'`)),
  },
  {
    name: "write the memory of a process outside",
    level: 2,
    async run(rig) {
      const outcome = await rig.script(`exec 3<>/proc/${rig.host.pid}/mem && echo opened`);
      return outcome.kind === "finished" && outcome.stdout.includes("opened")
        ? "memory was opened"
        : undefined;
    },
  },
  {
    name: "read the environment of a process outside",
    level: 2,
    async run(rig) {
      const outcome = await rig.script(`cat /proc/${rig.host.pid}/environ`);
      return outcome.kind === "finished" && outcome.stdout !== "" ? "the environment was read" : undefined;
    },
  },
  {
    name: "write through a descriptor of a process outside",
    level: 2,
    async run(rig) {
      const outcome = await rig.script(
        `for fd in /proc/${rig.host.pid}/fd/*; do (exec 3>"$fd") 2>/dev/null && echo "$fd"; done`,
      );
      return outcome.kind === "finished" && outcome.stdout !== "" ? `opened ${outcome.stdout}` : undefined;
    },
  },
];
