/** Attempts to change what lies beside a file's content: extended attributes, flags, capabilities. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import type { EscapeRig } from "./escape-rig.ts";
import type { EscapeAttempt } from "./file-attempts.ts";
import { anySucceeds, type CallSpec } from "./try-call.ts";

const AT_FDCWD = -100;
/** The same file by name and by a descriptor for reading, which is all that one needs for these calls. */
const READ_ONLY = 0;
const NAME = "user.escape";
const FS_IOC_SETFLAGS = 0x40086602;
const FS_NODUMP_FLAG = 0x40;
/** `struct vfs_cap_data`, revision 2: everything permitted, effective at once. */
const ALL_CAPABILITIES = Buffer.concat([Buffer.from([1, 0, 0, 2]), Buffer.alloc(8, 0xff), Buffer.alloc(8)]);

const secret = (rig: EscapeRig) => path.join(rig.outside, "secret");
/** `struct xattr_args`: address and size of the value, flags; the address is filled in by the program. */
const XATTR_ARGS_BYTES = 16;

/** Judged by the calls: not all file systems of test machines have extended attributes, and then all of them fail. */
const attempt = (name: string, calls: (rig: EscapeRig) => readonly CallSpec[]): EscapeAttempt => ({
  name,
  level: 2,
  run: anySucceeds(calls),
});

export const ATTRIBUTE_ATTEMPTS: readonly EscapeAttempt[] = [
  attempt("set an extended attribute", (rig) => [
    ["setxattr", (p) => [p.text(secret(rig)), p.text(NAME), p.text("x"), 1, 0]],
    ["lsetxattr", (p) => [p.text(secret(rig)), p.text(NAME), p.text("x"), 1, 0]],
    [
      "setxattrat",
      (p) => {
        const args = p.slots(0, 1);
        p.move(p.text("x"), args);
        return [AT_FDCWD, p.text(secret(rig)), 0, p.text(NAME), p.addressOf(args), XATTR_ARGS_BYTES];
      },
    ],
  ]),
  attempt("set an extended attribute through a descriptor", (rig) => [
    ["fsetxattr", (p) => [opened(p, secret(rig)), p.text(NAME), p.text("x"), 1, 0]],
  ]),
  {
    name: "remove an extended attribute",
    level: 2,
    async run(rig) {
      const file = secret(rig);
      await rig.prepare((program) => {
        program.call("setxattr", [program.text(file), program.text(NAME), program.text("x"), 1, 0]);
        program.call("exit_group", [0]);
      });
      return anySucceeds(() => [
        ["removexattr", (p) => [p.text(file), p.text(NAME)]],
        ["lremovexattr", (p) => [p.text(file), p.text(NAME)]],
        ["fremovexattr", (p) => [opened(p, file), p.text(NAME)]],
        ["removexattrat", (p) => [AT_FDCWD, p.text(file), 0, p.text(NAME)]],
      ])(rig);
    },
  },
  attempt("give a program capabilities", (rig) => [
    [
      "setxattr",
      (p) => [
        p.text(path.join(rig.outside, "program")),
        p.text("security.capability"),
        p.bytes(ALL_CAPABILITIES),
        ALL_CAPABILITIES.length,
        0,
      ],
    ],
  ]),
  {
    name: "set a file's flags",
    level: 2,
    async run(rig) {
      const before = flagsOf(secret(rig));
      const called = await anySucceeds(() => [
        ["ioctl", (p) => [opened(p, secret(rig)), FS_IOC_SETFLAGS, p.words(FS_NODUMP_FLAG)]],
        // struct file_attr: flags, extent size hint and the like; 24 bytes in its first version.
        ["file_setattr", (p) => [AT_FDCWD, p.text(secret(rig)), p.words(0x80, 0, 0), 24, 0]],
      ])(rig);
      return called ?? (flagsOf(secret(rig)) === before ? undefined : "the flags have changed");
    },
  },
];

/** As `lsattr` shows them; nothing where there is no such program or no such flags. */
function flagsOf(file: string): string {
  return spawnSync("lsattr", [file], { encoding: "utf8" }).stdout ?? "";
}

function opened(program: Parameters<CallSpec[1]>[0], file: string) {
  const descriptor = program.slots(0);
  program.call("openat", [AT_FDCWD, program.text(file), READ_ONLY, 0], { result: descriptor });
  return descriptor;
}
