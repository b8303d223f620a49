/** Attempts to open devices and kernel files for writing. Nothing is written that is not there already. */
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import type { EscapeAttempt } from "./file-attempts.ts";

/** Opens for writing, and says so; the kernel acts on a write, not on this. */
const opening = (file: string): EscapeAttempt => ({
  name: `open ${file} for writing`,
  level: 2,
  async run(rig) {
    const outcome = await rig.script(
      `for f in ${file}; do [ -e "$f" ] && (exec 3>>"$f") 2>/dev/null && echo "$f"; done`,
    );
    return outcome.kind === "finished" && outcome.stdout !== "" ? `opened ${outcome.stdout}` : undefined;
  },
});

const FILES = [
  "/dev/zero",
  "/dev/full",
  "/dev/tty",
  "/dev/kmsg",
  "/dev/mem",
  "/dev/fuse",
  "/dev/net/tun",
  "/dev/loop-control",
  "/proc/self/oom_score_adj",
  "/proc/self/uid_map",
  "/proc/self/comm",
  "/proc/sys/kernel/hostname",
  "/proc/sys/kernel/core_pattern",
  "/proc/sysrq-trigger",
  "/sys/kernel/mm/transparent_hugepage/enabled",
  "/sys/fs/cgroup/cgroup.procs",
];

/** Devices, `/proc`, `/sys`, shared memory. */
export const DEVICE_ATTEMPTS: readonly EscapeAttempt[] = [
  ...FILES.map(opening),
  {
    name: "leave a file in shared memory",
    level: 2,
    async run(rig) {
      const file = path.join("/dev/shm", path.basename(rig.outside));
      await rig.script(`echo x > ${file}`);
      if (!existsSync(file)) return undefined;
      rmSync(file);
      return "a file was made in /dev/shm";
    },
  },
];
