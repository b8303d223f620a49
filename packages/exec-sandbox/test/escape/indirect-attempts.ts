/** Attempts to change files by other means than a plain write: other programs, other names, other processes. */
import type { EscapeRig } from "./escape-rig.ts";
import type { EscapeAttempt } from "./file-attempts.ts";

type Attempt = readonly [level: 2 | 3, name: string, text: string];

const byScript = ([level, name, text]: Attempt): EscapeAttempt => ({
  name,
  level,
  async run(rig) {
    await rig.script(text);
    return undefined;
  },
});

/** Runs a script of Node with `fs`, and `outside` and `inside` as paths. */
const byNode = ([level, name, text]: Attempt): EscapeAttempt => ({
  name: `${name} (Node)`,
  level,
  async run(rig: EscapeRig) {
    const names = `outside = ${JSON.stringify(rig.outside)}, inside = ${JSON.stringify(rig.workspace)}`;
    await rig.node(`const fs = require("fs"), ${names}; ${text}`);
    return undefined;
  },
});

const SCRIPTS: readonly Attempt[] = [
  [2, "copy over a file", 'echo x > own; cp -f --remove-destination own "$OUTSIDE/secret"'],
  [2, "write in the middle of a file", 'printf x | dd of="$OUTSIDE/secret" conv=notrunc bs=1 seek=2'],
  [2, "edit a file in place", 'sed -i s/as/AS/ "$OUTSIDE/secret"'],
  [2, "install a program", 'install -m 4755 syscalls "$OUTSIDE/folder/tool"'],
  [
    2,
    "unpack an archive over a file",
    'cd sub && echo x > secret && tar cf a.tar secret && tar xf a.tar -C "$OUTSIDE"',
  ],
  [
    2,
    "unpack an archive with absolute names",
    'echo x > own; tar cPf a.tar --transform "s|own|$OUTSIDE/secret|" own; tar xPf a.tar',
  ],
  [2, "make a repository outside", 'git init -q "$OUTSIDE/folder"; git -C "$OUTSIDE" init -q'],
  [
    2,
    "write through a descriptor for reading",
    'exec 3<"$OUTSIDE/secret"; echo x > /proc/self/fd/3; echo x > /dev/fd/3',
  ],
  [2, "write through the descriptor of a folder", 'exec 3<"$OUTSIDE"; echo x > /proc/self/fd/3/new'],
  [2, "write as another member of the session", "setsid -w bash -c 'echo x > \"$OUTSIDE/new\"'"],
  [2, "write from a program in the background", '(trap "" HUP TERM; echo x > "$OUTSIDE/new") & wait'],
  [
    2,
    "swap a link while it is written through",
    'for i in $(seq 40); do ln -sfn "$OUTSIDE/folder" l; echo x > l/file; ln -sfn sub l; done',
  ],
  [
    2,
    "write from inside of the folder",
    'cd "$OUTSIDE/folder" && echo x > file; cd "$OUTSIDE" && echo x > new',
  ],
  [2, "enter a folder by its link", "cd link-to-folder && echo x > new; cd -P . && echo x > new"],
  [2, "make a temporary file outside", 'TMPDIR="$OUTSIDE" mktemp; mktemp -d -p "$OUTSIDE/folder"'],
  [2, "leave a history outside", 'HISTFILE="$OUTSIDE/history" bash -ic "history -s x; history -w"'],
  [2, "leave a core dump outside", 'ulimit -c unlimited; cd "$OUTSIDE" && bash -c "kill -SEGV \\$\\$"'],
  [2, "take a folder", 'mv "$OUTSIDE/folder" taken; mv -T "$OUTSIDE/folder" sub'],
  [2, "push a folder out", 'mv sub "$OUTSIDE/pushed"; cp -r sub "$OUTSIDE/copied"'],
  [2, "empty a file through a hard link", 'ln "$OUTSIDE/secret" hard; truncate -s 0 hard; rm -f hard'],
  [
    2,
    "write in the mounts of another process",
    'for p in 1 $PPID; do nsenter -t $p -m bash -c "echo x > $OUTSIDE/new"; done',
  ],
  [
    2,
    "write below the root of another process",
    'for p in 1 $PPID; do echo x > "/proc/$p/root/$OUTSIDE/new"; done',
  ],
  [
    2,
    "write as somebody else",
    'sudo -n sh -c "echo x > $OUTSIDE/new"; setpriv --reuid=65534 --clear-groups sh -c "echo x > $OUTSIDE/new"',
  ],
  [
    2,
    "write as the superuser of a namespace",
    'unshare -Ur bash -c \'echo x > "$OUTSIDE/new"; rm -f "$OUTSIDE/secret"\'',
  ],
  [2, "write as the first process of a namespace", "unshare -Urpf bash -c 'echo x > \"$OUTSIDE/new\"'"],
  [3, "change a time through a descriptor", 'exec 3<"$OUTSIDE/secret"; touch /proc/self/fd/3'],
  [3, "change a mode through a descriptor", 'exec 3<"$OUTSIDE/secret"; chmod 777 /proc/self/fd/3'],
  [3, "set the user-id bit", 'chmod u+s "$OUTSIDE/program"; chmod g+s "$OUTSIDE/folder"'],
  [3, "change everything below a folder", 'chmod -R 700 "$OUTSIDE"; chown -R 1 "$OUTSIDE"'],
  [
    3,
    "bind the outside into the workspace",
    'mount --bind "$OUTSIDE/folder" sub && echo x > sub/file; umount sub',
  ],
  [
    3,
    "bind the outside in a namespace of one's own",
    "unshare -Urm bash -c 'mount --bind \"$OUTSIDE/folder\" sub; mount -o remount,rw,bind sub; echo x > sub/file'",
  ],
];

const PROTECTED_SCRIPTS: readonly Attempt[] = [
  [3, "commit", "git add -A; git -c user.name=x -c user.email=x@x commit -qm x; git init -q"],
  [3, "make everything writable first", "chmod -R 777 .git .codex .agents; echo x > .git/config"],
  [3, "touch the git configuration", "touch .git/config .codex/config.toml"],
  [3, "cut the agent's settings", "truncate -s 0 .codex/config.toml; dd if=/dev/null of=.codex/config.toml"],
  [3, "replace the settings by a link", "ln -sfn /dev/null .codex/config.toml; ln -sfn sub .codex"],
  [
    3,
    "reach the folder by other names",
    'echo x > /proc/self/cwd/.git/config; echo x > ../workspace/.git/config; echo x > "$OUTSIDE/workspace/.git/config"',
  ],
  [3, "bind the workspace into itself", "mount --bind . sub && echo x > sub/.git/config; umount sub"],
  [
    3,
    "bind the workspace into itself in a namespace",
    "unshare -Urm bash -c 'mount --rbind . sub; umount -l sub/.git; echo x > sub/.git/config'",
  ],
  [
    3,
    "cover the folder",
    "mount -t tmpfs none .codex && echo x > .codex/config.toml; rmdir .agents; mkdir .agents/x",
  ],
  [
    3,
    "move the git folder into another one",
    'mv "$OUTSIDE/workspace/.git" sub/; mv -T sub .agents; rmdir .agents',
  ],
  [
    3,
    "unpack over the folder",
    "mkdir -p sub/.git && echo x > sub/.git/config && tar cf a.tar -C sub .git && tar xf a.tar",
  ],
  [3, "hide a hook behind a link", "ln -s ../../sub .git/hooks/pre-push; ln sub/x .git/hooks/x"],
];

const NODE_SCRIPTS: readonly Attempt[] = [
  [2, "open for reading and writing", 'fs.writeSync(fs.openSync(outside + "/secret", "r+"), "x")'],
  [
    2,
    "clone a file over another",
    'fs.copyFileSync(inside + "/syscalls", outside + "/secret", fs.constants.COPYFILE_FICLONE)',
  ],
  [2, "rename over a file", 'fs.writeFileSync("own", "x"); fs.renameSync("own", outside + "/secret")'],
  [
    2,
    "delete everything",
    'for (const name of ["secret", "program", "folder"]) try { fs.rmSync(outside + "/" + name, { recursive: true }) } catch {}',
  ],
  [
    2,
    "write from a thread",
    'new (require("worker_threads").Worker)("require(\\"fs\\").writeFileSync(require(\\"worker_threads\\").workerData, \\"x\\")", { eval: true, workerData: outside + "/new" }).on("error", () => {})',
  ],
  [
    2,
    "write from a child",
    'require("child_process").spawnSync("sh", ["-c", "echo x > " + outside + "/new"], { detached: true })',
  ],
  [
    3,
    "change mode, owner and times of an open file",
    'const fd = fs.openSync(outside + "/secret", "r"); for (const f of [() => fs.fchmodSync(fd, 0o777), () => fs.fchownSync(fd, 1, 1), () => fs.futimesSync(fd, 1, 1)]) try { f() } catch {}',
  ],
  [
    3,
    "change the owner and times of a link",
    'for (const f of [() => fs.lchownSync(outside + "/secret", 1, 1), () => fs.lutimesSync(outside + "/secret", 1, 1)]) try { f() } catch {}',
  ],
];

/** Attempts whose traces are files. */
export const INDIRECT_ATTEMPTS: readonly EscapeAttempt[] = [
  ...[...SCRIPTS, ...PROTECTED_SCRIPTS].map(byScript),
  ...NODE_SCRIPTS.map(byNode),
];
