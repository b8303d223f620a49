/** Attempts on processes outside, and on what processes of a user share besides files. */
import path from "node:path";
import type { EscapeRig } from "./escape-rig.ts";
import { hexOf } from "./escape-rig.ts";
import type { EscapeAttempt } from "./file-attempts.ts";
import { withVictim } from "./kernel-attempts.ts";
import { anySucceeds } from "./try-call.ts";

const AT_FDCWD = -100;
const AT_SYMLINK_FOLLOW = 0x400;
const RENAME_EXCHANGE = 2;
const O_CREATE_WRITE = 0o101;
const O_TMPFILE_WRITE = 0o20200001;
const O_ASYNC = 0o20000;
const FCNTL = { setFlags: 4, setOwner: 8, setSignal: 10 } as const;
const SIGTERM = 15;
const IPC_CREATE = 0o1600;
const IPC_REMOVE = 0;
/** Seen by everybody with the number; one that nobody else is likely to use. */
const QUEUE_KEY = 0x5eca9e;
const SECRET_LENGTH = 4096;

/** Signals by calls that name the receiver in other ways than `kill`; scoped like it. */
export const OTHER_SIGNAL_ATTEMPTS: readonly EscapeAttempt[] = [
  {
    name: "end a process outside by a descriptor of it",
    level: 2,
    run: (rig) =>
      withVictim((victim) =>
        rig.syscalls((program) => {
          const process = program.slots(0);
          program.call("pidfd_open", [victim.pid ?? 0, 0], { result: process });
          program.call("pidfd_send_signal", [process, SIGTERM, 0, 0]);
          program.call("exit_group", [0]);
        }),
      ),
  },
  {
    name: "end a process outside as the owner of a pipe",
    level: 2,
    run: (rig) =>
      withVictim((victim) =>
        rig.syscalls((program) => {
          const pair = program.slots(0);
          const [reader, writer] = [3, 4]; // Nothing else is open.
          program.call("pipe2", [program.addressOf(pair), 0]);
          program.call("fcntl", [reader, FCNTL.setOwner, victim.pid ?? 0]);
          program.call("fcntl", [reader, FCNTL.setSignal, SIGTERM]);
          program.call("fcntl", [reader, FCNTL.setFlags, O_ASYNC]);
          program.call("write", [writer, program.text("x"), 1]);
          program.call("exit_group", [0]);
        }),
      ),
  },
];

const byCalls = (
  name: string,
  run: (rig: EscapeRig) => Promise<unknown>,
  level: 2 | 3 = 2,
): EscapeAttempt => ({
  name,
  level,
  async run(rig) {
    await run(rig);
    return undefined; // Judged by the files.
  },
});

/** Files by calls that no shell command makes. */
const FILE_CALLS: readonly EscapeAttempt[] = [
  byCalls("link a file without a name to a place outside", (rig) =>
    rig.syscalls((program) => {
      const nameless = program.slots(0);
      program.call("openat", [AT_FDCWD, program.text("."), O_TMPFILE_WRITE, 0o600], { result: nameless });
      // The first free descriptor, since nothing else is open.
      const source = program.text("/proc/self/fd/3");
      for (const target of [path.join(rig.outside, "new"), path.join(rig.outside, "folder", "new")]) {
        program.call("linkat", [AT_FDCWD, source, AT_FDCWD, program.text(target), AT_SYMLINK_FOLLOW]);
      }
      program.call("exit_group", [0]);
    }),
  ),
  byCalls("exchange a file with one outside", async (rig) => {
    await rig.script("echo x > own; mkdir -p own-folder");
    return rig.syscalls((program) => {
      for (const [own, name] of [
        ["own", "secret"],
        ["own-folder", "folder"],
      ] as const) {
        const target = program.text(path.join(rig.outside, name));
        program.call("renameat2", [AT_FDCWD, program.text(own), AT_FDCWD, target, RENAME_EXCHANGE]);
      }
      program.call("exit_group", [0]);
    });
  }),
  byCalls(
    "exchange a protected folder with another one",
    async (rig) => {
      await rig.script("mkdir -p own-folder; echo x > own-folder/config");
      return rig.syscalls((program) => {
        for (const name of [".git", ".codex", ".agents"]) {
          const own = program.text("own-folder");
          program.call("renameat2", [AT_FDCWD, own, AT_FDCWD, program.text(name), RENAME_EXCHANGE]);
        }
        program.call("exit_group", [0]);
      });
    },
    3,
  ),
  byCalls("write from a program that is only in memory", (rig) => {
    const write = hexOf(rig.host, (program) => {
      const target = program.text(path.join(rig.outside, "new"));
      program.call("openat", [AT_FDCWD, target, O_CREATE_WRITE, 0o600]);
      program.call("exit_group", [0]);
    });
    return rig.syscalls(
      (program) => {
        const [tool, memory] = [program.slots(0), program.slots(0)];
        program.call("openat", [AT_FDCWD, program.text("./syscalls"), 0, 0], { result: tool });
        program.call("memfd_create", [program.text("tool"), 0], { result: memory });
        program.call("sendfile", [memory, tool, 0, SECRET_LENGTH]);
        // The descriptors are 3 and 4, since nothing else is open.
        program.call("execve", [
          program.text("/proc/self/fd/4"),
          { kind: "slot", index: 0 },
          { kind: "slot", index: 1 },
        ]);
        program.call("exit_group", [0]);
      },
      write,
      "unused",
    );
  }),
];

/** Other processes. */
const PROCESS_CALLS: readonly EscapeAttempt[] = [
  {
    name: "take a descriptor of a process outside",
    level: 2,
    run: anySucceeds(({ host }) => [
      [
        "pidfd_getfd",
        (p) => {
          const process = p.slots(0);
          p.call("pidfd_open", [host.pid, 0], { result: process });
          return [process, 1, 0];
        },
      ],
    ]),
  },
  {
    name: "write into the memory of a process outside",
    level: 2,
    run: anySucceeds(
      ({ host }) => [
        [
          "process_vm_writev",
          (p) => {
            // struct iovec; the address is in no process, so that the answer alone tells whether it was allowed.
            const own = p.slots(0, 1);
            p.move(p.text("x"), own);
            return [host.pid, p.addressOf(own), 1, p.words(0x10000, 1), 1, 0];
          },
        ],
      ],
      undefined,
      "EFAULT",
    ),
  },
  {
    name: "enter the namespaces of a process outside",
    level: 2,
    run: anySucceeds(({ host }) =>
      (["user", "mnt", "net", "pid", "ipc"] as const).map((kind) => [
        "setns" as const,
        (p) => {
          const namespace = p.slots(0);
          p.call("openat", [AT_FDCWD, p.text(`/proc/${host.pid}/ns/${kind}`), 0, 0], { result: namespace });
          return [namespace, 0];
        },
      ]),
    ),
  },
];

/** What is found by a key or a name that is no file; only a namespace of its own keeps a command from it. */
const SHARED_OBJECTS: readonly EscapeAttempt[] = [
  {
    name: "find a message queue by its key",
    level: 3,
    async run(rig) {
      await rig.prepare((program) => {
        program.call("msgget", [QUEUE_KEY, IPC_CREATE]);
        program.call("exit_group", [0]);
      });
      try {
        return await anySucceeds(() => [["msgget", () => [QUEUE_KEY, 0]]])(rig);
      } finally {
        await rig.prepare((program) => {
          const queue = program.slots(0);
          program.call("msgget", [QUEUE_KEY, 0], { result: queue });
          program.call("msgctl", [queue, IPC_REMOVE, 0]);
          program.call("exit_group", [0]);
        });
      }
    },
  },
  {
    name: "find shared memory by its key",
    level: 3,
    async run(rig) {
      await rig.prepare((program) => {
        program.call("shmget", [QUEUE_KEY, SECRET_LENGTH, IPC_CREATE]);
        program.call("exit_group", [0]);
      });
      try {
        return await anySucceeds(() => [["shmget", () => [QUEUE_KEY, 0, 0]]])(rig);
      } finally {
        await rig.prepare((program) => {
          const memory = program.slots(0);
          program.call("shmget", [QUEUE_KEY, 0, 0], { result: memory });
          program.call("shmctl", [memory, IPC_REMOVE, 0]);
          program.call("exit_group", [0]);
        });
      }
    },
  },
  {
    name: "find a message queue by its name",
    level: 3,
    async run(rig) {
      const name = `exec-sandbox-${path.basename(rig.outside)}`;
      await rig.prepare((program) => {
        program.call("mq_open", [program.text(name), O_CREATE_WRITE, 0o600, 0]);
        program.call("exit_group", [0]);
      });
      try {
        return await anySucceeds(() => [["mq_open", (p) => [p.text(name), 1, 0, 0]]])(rig);
      } finally {
        await rig.prepare((program) => {
          program.call("mq_unlink", [program.text(name)]);
          program.call("exit_group", [0]);
        });
      }
    },
  },
];

export const PROCESS_ATTEMPTS: readonly EscapeAttempt[] = [
  ...FILE_CALLS,
  ...PROCESS_CALLS,
  ...SHARED_OBJECTS,
];
