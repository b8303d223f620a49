/** A view of the file system in which only the writable roots can be changed. */
import { type MountEntry, mountPlan } from "../sandbox/mount-plan.ts";
import type { WritableRoot } from "../sandbox/writable-roots.ts";
import { addCapabilityDrop } from "./capability-steps.ts";
import type { Label, ProgramBuilder } from "./program.ts";

/** `linux/sched.h`. */
const CLONE_NEWNS = 0x00020000;
const CLONE_NEWIPC = 0x08000000;
const CLONE_NEWUSER = 0x10000000;
/** Mounts, and the queues and shared memory that processes of a user find by key or name. */
const CLONE_APART = CLONE_NEWNS | CLONE_NEWIPC;
/** `linux/mount.h`. */
const MS_REC_SLAVE = 0x4000 | 0x80000;
const MOUNT_ATTR_RDONLY = 1;
const MOUNT_ATTR_BYTES = 32;
const OPEN_TREE_CLONE_CLOEXEC = 0o2000000 | 1;
const MOVE_MOUNT_EMPTY_SOURCE = 4;
const MOVE_MOUNT_FOLLOW_TARGET = 0x10;
/** `linux/fcntl.h`. */
const AT_FDCWD = -100;
const AT_SYMLINK_NOFOLLOW = 0x100;
const AT_EMPTY_PATH = 0x1000;
const AT_RECURSIVE = 0x8000;
const OPEN_WRITE_CLOEXEC = 0o2000001;
/** `linux/prctl.h`, `linux/securebits.h`: user id 0 means nothing at `execve`, for good. */
const PR_SET_SECUREBITS = 28;
const SECBIT_NOROOT_LOCKED = 3;

/** The user and group that the process keeps inside of its namespace. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Adds the steps from the ordinary view to the restricted one. Needs a kernel of 5.12 or later. */
export function addMountNamespace(
  program: ProgramBuilder,
  identity: Identity,
  roots: readonly WritableRoot[],
  refused: Label,
): void {
  addNamespaces(program, identity, refused);
  const entries = mountPlan(roots);
  const wholeTree = entries.some((entry) => entry.path === "/" && entry.access === "writable");
  // The roots are copied while they are as they were: flags of mounts inside of them stay untouched.
  const copies = entries
    .filter((entry) => entry.path !== "/")
    .map((entry) => ({
      entry,
      copy: wholeTree || entry.access === "writable" ? copyOf(program, entry, refused) : undefined,
    }));
  if (!wholeTree) addReadOnlyFlag(program, "/", refused);
  for (const { entry, copy } of copies) {
    const mount = copy ?? copyOf(program, entry, refused);
    if (entry.access === "read-only") {
      const attributes = program.words(MOUNT_ATTR_RDONLY, 0, 0, 0);
      program.call(
        "mount_setattr",
        [mount, program.text(""), AT_EMPTY_PATH | AT_RECURSIVE, attributes, MOUNT_ATTR_BYTES],
        { onFailure: refused, purpose: `make ${entry.path} read-only` },
      );
    }
    const flags = MOVE_MOUNT_EMPTY_SOURCE | (entry.isLink ? 0 : MOVE_MOUNT_FOLLOW_TARGET);
    program.call("move_mount", [mount, program.text(""), AT_FDCWD, program.text(entry.path), flags], {
      onFailure: refused,
      purpose: `put a mount on ${entry.path}`,
    });
    program.call("close", [mount]);
  }
}

/**
 * The real superuser needs no user namespace, and is better off without: in one with a single user all
 * files of others would be closed to it. Everybody else, the superuser of a container included, needs one.
 */
function addNamespaces(program: ProgramBuilder, identity: Identity, refused: Label): void {
  const isolated = program.label();
  if (identity.uid === 0) {
    const notPermitted = program.label();
    program.call("unshare", [CLONE_APART], { onFailure: notPermitted });
    addCapabilityDrop(program, refused);
    program.jump(isolated);
    program.place(notPermitted);
  }
  addUserNamespace(program, identity, CLONE_APART, refused);
  // Holds from `execve` on; until then the capabilities of the namespace are there to be used.
  program.call("prctl", [PR_SET_SECUREBITS, SECBIT_NOROOT_LOCKED, 0, 0, 0], {
    onFailure: refused,
    purpose: "give up the capabilities of the namespace",
  });
  program.place(isolated);
  program.call("mount", [0, program.text("/"), 0, MS_REC_SLAVE, 0], {
    onFailure: refused,
    purpose: "cut the mounts off from the rest of the system",
  });
}

/** Makes a user namespace, in which the process stays who it is, and another one (`CLONE_NEW…`) with it. */
export function addUserNamespace(
  program: ProgramBuilder,
  { uid, gid }: Identity,
  other: number,
  refused: Label,
): void {
  program.call("unshare", [CLONE_NEWUSER | other], {
    onFailure: refused,
    purpose:
      other === CLONE_APART ? "make a user and a mount namespace" : "make a user and a network namespace",
  });
  for (const [file, content] of [
    ["/proc/self/setgroups", "deny"],
    ["/proc/self/uid_map", `${uid} ${uid} 1`],
    ["/proc/self/gid_map", `${gid} ${gid} 1`],
  ] as const) {
    const target = program.slots(0);
    const text = program.bytes(Buffer.from(content));
    const options = { onFailure: refused, purpose: `write ${file}` };
    program.call("openat", [AT_FDCWD, program.text(file), OPEN_WRITE_CLOEXEC, 0], {
      ...options,
      result: target,
    });
    program.call("write", [target, text, text.length], options);
    program.call("close", [target]);
  }
}

/** A mount of a path that is not attached anywhere yet, with all that is mounted below. */
function copyOf(program: ProgramBuilder, entry: MountEntry, refused: Label) {
  const copy = program.slots(0);
  const flags = OPEN_TREE_CLONE_CLOEXEC | AT_RECURSIVE | (entry.isLink ? AT_SYMLINK_NOFOLLOW : 0);
  program.call("open_tree", [AT_FDCWD, program.text(entry.path), flags], {
    result: copy,
    onFailure: refused,
    purpose: `copy the mount of ${entry.path}`,
  });
  return copy;
}

function addReadOnlyFlag(program: ProgramBuilder, path: string, refused: Label): void {
  const attributes = program.words(MOUNT_ATTR_RDONLY, 0, 0, 0);
  program.call("mount_setattr", [AT_FDCWD, program.text(path), AT_RECURSIVE, attributes, MOUNT_ATTR_BYTES], {
    onFailure: refused,
    purpose: `make ${path} read-only`,
  });
}
