/** Landlock: the kernel's rules about which files a process and its children may touch. */
import type { ConfinedRights } from "../sandbox/plan.ts";
import type { Argument, Label, ProgramBuilder } from "./program.ts";

/** `LANDLOCK_ACCESS_FS_*` bits that are named here; the others are given or withheld as a whole. */
const ACCESS = {
  execute: 1,
  writeFile: 2,
  readFile: 4,
  readDir: 8,
  truncate: 1 << 14,
  ioctlDev: 1 << 15,
} as const;
const READ_ONLY = ACCESS.execute | ACCESS.readFile | ACCESS.readDir;
/** The rights that make sense on something that is not a folder. */
const FILE_RIGHTS = ACCESS.execute | ACCESS.writeFile | ACCESS.readFile | ACCESS.truncate | ACCESS.ioctlDev;
/** Bind and connect of TCP, known from version 4 on. */
const TCP_RIGHTS = 3;
/** `LANDLOCK_SCOPE_*`, known from version 6 on. */
const SCOPE = { abstractUnixSocket: 1, signal: 2 } as const;
const RULE_PATH_BENEATH = 1;
const CREATE_RULESET_VERSION = 1;
/** Later versions than this one mean the same to us. */
const HIGHEST_VERSION = 16;
const OPEN_PATH_CLOEXEC = 0o12000000;
const AT_FDCWD = -100;

/** How many file-system rights a version of Landlock knows: it may only be asked for those. */
function fileRightsCount(abi: number): number {
  if (abi >= 5) return 16;
  if (abi >= 3) return 15;
  return abi === 2 ? 14 : 13;
}

/** Adds the steps that confine the process to reading everywhere and writing below the roots. */
export function addLandlock(program: ProgramBuilder, plan: ConfinedRights, refused: Label): void {
  const { landlockAbi: abi } = plan;
  const handled = 2 ** fileRightsCount(abi) - 1;
  const tcp = plan.allowsNetwork || plan.inside ? 0 : TCP_RIGHTS;
  const scope = SCOPE.signal | (plan.allowsNetwork ? 0 : SCOPE.abstractUnixSocket);
  const attributes = [handled, ...(abi >= 4 ? [tcp] : []), ...(abi >= 6 ? [scope] : [])];
  const ruleset = program.slots(0);

  program.call("landlock_create_ruleset", [program.words(...attributes), attributes.length * 8, 0], {
    result: ruleset,
    onFailure: refused,
    purpose: "create the Landlock rules",
  });
  const allow = (path: string, rights: number) => {
    // struct landlock_path_beneath_attr: 64-bit rights, then the folder's descriptor.
    const rule = program.slots(rights, 0);
    const folder = { kind: "slot", index: rule.index + 1 } as const;
    const next = program.label();
    const open: readonly Argument[] = [AT_FDCWD, program.text(path), OPEN_PATH_CLOEXEC, 0];
    program.call("openat", open, { result: folder, onFailure: next });
    program.call("landlock_add_rule", [ruleset, RULE_PATH_BENEATH, program.addressOf(rule), 0], {
      onFailure: refused,
      purpose: `let files below ${path} be used`,
    });
    program.call("close", [folder]);
    program.place(next);
  };
  allow("/", READ_ONLY);
  allow("/dev/null", FILE_RIGHTS & handled);
  for (const root of plan.writableRoots) allow(root.path, root.isFolder ? handled : FILE_RIGHTS & handled);
  program.call("landlock_restrict_self", [ruleset, 0], {
    onFailure: refused,
    purpose: "apply the Landlock rules",
  });
  program.call("close", [ruleset]);
}

/** Adds steps that exit with `base` plus Landlock's version, `base` alone where there is none. */
export function addLandlockVersionExit(program: ProgramBuilder, base: number): void {
  const missing = program.label();
  const version = program.slots(0);
  program.call("landlock_create_ruleset", [0, 0, CREATE_RULESET_VERSION], {
    result: version,
    onFailure: missing,
  });
  // There is no addition: one exit for each version that may exist.
  for (let candidate = 1; candidate <= HIGHEST_VERSION; candidate += 1) {
    const other = program.label();
    program.equal(version, candidate, { onFailure: other });
    program.call("exit_group", [base + candidate]);
    program.place(other);
  }
  program.call("exit_group", [base + HIGHEST_VERSION]);
  program.place(missing);
  program.call("exit_group", [base]);
}
