/** Puts the launcher where it can be executed and nobody can replace it. */
import {
  closeSync,
  constants,
  fchmodSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { reasonOf } from "@codex-ts/std";
import { elfImage } from "./elf-image.ts";
import { isLauncherArch, type LauncherArch } from "./machine-code.ts";
import type { Identity } from "./mount-steps.ts";

/** An executable that exists only as an open file of this process. */
export interface Launcher {
  readonly arch: LauncherArch;
  readonly identity: Identity;
  /** Path to execute; means something in this process and between a fork of it and its `execve` only. */
  readonly path: string;
  close(): void;
}

/** What opening needs to know. */
export interface LauncherOptions {
  readonly arch: string;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** Folders to try, best first: writable, and on a file system that lets programs be executed. */
  readonly launcherFolders: readonly string[];
}

/** Decides whether a written launcher can be executed from where it is. */
export type LauncherCheck = (launcher: Launcher) => Promise<boolean>;

/** The launcher, or why there is none. */
export type LauncherOpening =
  | { readonly kind: "opened"; readonly launcher: Launcher }
  | { readonly kind: "unavailable"; readonly reason: string };

/** `O_TMPFILE`: a file without a name, from its first moment on. Node has no name for it. */
const O_TMPFILE = 0o20200000;
const EXECUTABLE_MODE = 0o500;

/** Opens the launcher in the first folder where `check` can run it. */
export async function openLauncher(options: LauncherOptions, check: LauncherCheck): Promise<LauncherOpening> {
  const { arch, uid, gid } = options;
  if (!isLauncherArch(arch) || uid === undefined || gid === undefined) {
    return { kind: "unavailable", reason: `there is no sandbox launcher for the processor ${arch}` };
  }
  const image = elfImage(arch);
  const failures: string[] = [];
  for (const folder of options.launcherFolders) {
    let descriptor: number;
    try {
      descriptor = openImage(image, folder);
    } catch (error) {
      failures.push(`${folder}: ${reasonOf(error)}`);
      continue;
    }
    const launcher: Launcher = {
      arch,
      identity: { uid, gid },
      path: descriptorPath(descriptor),
      close: () => closeSync(descriptor),
    };
    const canRun = await check(launcher).catch((error: unknown) => {
      launcher.close();
      throw error;
    });
    if (canRun) return { kind: "opened", launcher };
    launcher.close();
    failures.push(`${folder}: programs there cannot be executed (mounted noexec?)`);
  }
  return {
    kind: "unavailable",
    reason: `the sandbox launcher could not be started from any of its folders (${failures.join("; ") || "none given"})`,
  };
}

/**
 * A read-only descriptor of an executable file that has no name any more. Node opens files close-on-exec,
 * so no command inherits it. The writing descriptor is closed again within the same turn of the event loop:
 * a fork in between would keep the file busy.
 */
function openImage(image: Buffer, folder: string): number {
  const writer = openUnnamed(folder);
  try {
    for (let written = 0; written < image.length; ) written += writeSync(writer, image, written);
    fchmodSync(writer, EXECUTABLE_MODE);
    return openSync(descriptorPath(writer), constants.O_RDONLY);
  } finally {
    closeSync(writer);
  }
}

function openUnnamed(folder: string): number {
  try {
    return openSync(folder, O_TMPFILE | constants.O_RDWR, EXECUTABLE_MODE);
  } catch {
    // Not every file system has unnamed files. Then a private folder hides the name until it is gone again,
    // before the first byte is written.
    const hidden = mkdtempSync(path.join(folder, "codex-launcher-"));
    const file = path.join(hidden, "launcher");
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_EXCL;
    try {
      const descriptor = openSync(file, flags, EXECUTABLE_MODE | 0o200);
      unlinkSync(file);
      return descriptor;
    } finally {
      rmdirSync(hidden);
    }
  }
}

function descriptorPath(descriptor: number): string {
  return `/proc/self/fd/${descriptor}`;
}
