/** Attempts to use powers of the superuser, keys, and what a namespace of one's own would give. */
import type { EscapeRig } from "./escape-rig.ts";
import type { EscapeAttempt } from "./file-attempts.ts";
import { anySucceeds, type CallSpec, tryCall } from "./try-call.ts";

const INVALID = -1;
const AT_FDCWD = -100;
const CLONE_NEWUSER_NEWNS = 0x10020000;
const OPEN_TREE_CLONE = 1;
const FAN_CLASS_CONTENT = 4;
const KEY_SPEC_SESSION_KEYRING = -3;
const KEYCTL_JOIN_SESSION_KEYRING = 1;
const UFFD_USER_MODE_ONLY = 1;
const FSCONFIG_CMD_CREATE = 6;
const FSCONFIG_SET_STRING = 1;
const FS_OPEN_CLOEXEC = 1;

type Arguments = Parameters<typeof tryCall>[1];

/** The arguments are such that nothing would happen if a call were let through. */
const REFUSED: readonly (readonly [name: string, call: Parameters<typeof tryCall>[0], args: Arguments])[] = [
  ["restart the machine", "reboot", () => [0, 0, 0, 0]],
  ["keep accounts of processes", "acct", (p) => [p.text("/nonexistent")]],
  ["swap to a file", "swapon", () => [0, 0]],
  ["set the clock", "settimeofday", () => [0, 0]],
  ["name the machine", "sethostname", (p) => [p.text("x"), INVALID]],
  ["watch all files", "fanotify_init", () => [FAN_CLASS_CONTENT, 0]],
  [
    "add a key to the session",
    "add_key",
    (p) => [p.text("user"), p.text("escape"), p.text("x"), 1, KEY_SPEC_SESSION_KEYRING],
  ],
  ["ask for a key", "request_key", (p) => [p.text("user"), p.text("escape"), 0, KEY_SPEC_SESSION_KEYRING]],
  ["join a session of keys", "keyctl", () => [KEYCTL_JOIN_SESSION_KEYRING, 0]],
  ["take part in page faults", "userfaultfd", () => [UFFD_USER_MODE_ONLY]],
  [
    "count the events of a process",
    "perf_event_open",
    (p, { host }) => [
      p.words(0x7000000000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
      host.pid,
      INVALID,
      INVALID,
      0,
    ],
  ],
  ["type into the terminal", "ioctl", (p) => [0, 0x5412, p.text("x")]],
  ["paste into the terminal", "ioctl", (p) => [0, 0x541c, p.text("\u0003")]],
  ["set up a file system", "fsopen", (p) => [p.text("tmpfs"), FS_OPEN_CLOEXEC]],
  ["copy the tree of mounts", "open_tree", (p) => [AT_FDCWD, p.text("/"), OPEN_TREE_CLONE]],
  ["reconfigure a mount", "fspick", (p) => [AT_FDCWD, p.text("/"), 0]],
  ["unmount", "umount2", (p) => [p.text("/nonexistent"), 0]],
  ["swap the root", "pivot_root", (p) => [p.text("."), p.text(".")]],
];

/** A namespace gives its maker every capability in it, with or without a mapped user. */
const inNamespace = (calls: (rig: EscapeRig) => readonly CallSpec[]) =>
  anySucceeds(calls, (program) => program.call("unshare", [CLONE_NEWUSER_NEWNS]));

export const PRIVILEGE_ATTEMPTS: readonly EscapeAttempt[] = [
  ...REFUSED.map(([name, call, args]) => ({ name, level: 2 as const, run: tryCall(call, args) })),
  {
    // Kernels without modules do not know the calls.
    name: "load code into the kernel",
    level: 2,
    run: anySucceeds(() => [
      ["init_module", (p) => [p.bytes(new Uint8Array(8)), 0, p.text("")]],
      ["finit_module", (p) => [INVALID, p.text(""), 0]],
      ["delete_module", (p) => [p.text("no_such_module"), 0]],
      ["kexec_load", () => [0, 0, 0, 0]],
    ]),
  },
  {
    name: "mount anything in a namespace of one's own",
    level: 2,
    run: inNamespace((rig) => [
      ["mount", (p) => [p.text("none"), p.text(`${rig.workspace}/sub`), p.text("tmpfs"), 0, 0]],
      ["open_tree", (p) => [AT_FDCWD, p.text(rig.outside), OPEN_TREE_CLONE]],
      ["fsopen", (p) => [p.text("tmpfs"), FS_OPEN_CLOEXEC]],
    ]),
  },
  {
    // The kernel itself makes a folder in the work folder of an overlay, with no rule of Landlock asked.
    name: "have the kernel make a folder outside for an overlay",
    level: 2,
    async run(rig) {
      await rig.syscalls((program) => {
        program.call("unshare", [CLONE_NEWUSER_NEWNS]);
        const context = program.slots(0);
        program.call("fsopen", [program.text("overlay"), 0], { result: context });
        for (const [key, value] of [
          ["lowerdir", `${rig.workspace}/.codex`],
          ["upperdir", `${rig.workspace}/sub`],
          ["workdir", `${rig.outside}/folder`],
        ] as const) {
          const words = [program.text(key), program.text(value)] as const;
          program.call("fsconfig", [context, FSCONFIG_SET_STRING, ...words, 0]);
        }
        program.call("fsconfig", [context, FSCONFIG_CMD_CREATE, 0, 0, 0]);
        program.call("exit_group", [0]);
      });
      return undefined; // Judged by the files.
    },
  },
];
