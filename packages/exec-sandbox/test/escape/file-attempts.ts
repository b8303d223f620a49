/** Attempts to change files that must not change. Each is judged by what is on disk afterwards. */
import type { EscapeRig } from "./escape-rig.ts";

/** An attempt. `level`: the lowest level that must stop it. */
export interface EscapeAttempt {
  readonly name: string;
  readonly level: 2 | 3;
  /** Tries; gives the sign that it succeeded by other means than a changed file, or nothing. */
  run(rig: EscapeRig): Promise<string | undefined>;
}

const script = (level: 2 | 3, name: string, text: string): EscapeAttempt => ({
  name,
  level,
  async run(rig) {
    await rig.script(text);
    return undefined;
  },
});

/** Files outside of the workspace. */
export const OUTSIDE_ATTEMPTS: readonly EscapeAttempt[] = [
  script(2, "overwrite a file", 'echo x > "$OUTSIDE/secret"'),
  script(2, "append to a file", 'echo x >> "$OUTSIDE/secret"'),
  script(2, "create a file", 'echo x > "$OUTSIDE/new"'),
  script(2, "create a folder", 'mkdir "$OUTSIDE/new"'),
  script(2, "delete a file", 'rm -f "$OUTSIDE/secret"'),
  script(2, "delete an empty folder", 'rm -f "$OUTSIDE/folder/file"; rmdir "$OUTSIDE/folder"'),
  script(2, "truncate a file", 'truncate -s 0 "$OUTSIDE/secret"'),
  script(2, "rename a file into the workspace", 'mv "$OUTSIDE/secret" taken'),
  script(2, "rename a file outside", 'mv "$OUTSIDE/secret" "$OUTSIDE/other"'),
  script(2, "replace a file by one of the workspace", 'echo x > own; mv -f own "$OUTSIDE/secret"'),
  script(2, "write through a link of the workspace", "echo x > link-to-secret"),
  script(2, "write through a link to a folder", "echo x > link-to-folder/file; echo x > link-to-folder/new"),
  script(2, "write through a link made by the command", 'ln -s "$OUTSIDE" out; echo x > out/new'),
  script(2, "write through a hard link", 'ln "$OUTSIDE/secret" hard && echo x > hard'),
  script(2, "make a link outside", 'ln -s /etc/passwd "$OUTSIDE/new"; ln syscalls "$OUTSIDE/new2"'),
  script(2, "climb out by dot-dot", "cd sub && echo x > ../../new"),
  script(
    2,
    "write through /proc/self/cwd and root",
    'echo x > "/proc/self/root/$OUTSIDE/new"; cd .. && echo x > /proc/self/cwd/new',
  ),
  script(
    2,
    "replace the workspace itself",
    'mv "$OUTSIDE/workspace" "$OUTSIDE/moved"; rmdir "$OUTSIDE/workspace"',
  ),
  script(2, "make a pipe or device outside", 'mkfifo "$OUTSIDE/pipe"; mknod "$OUTSIDE/disk" b 8 0'),
  script(3, "change a mode", 'chmod 777 "$OUTSIDE/secret"; chmod 777 "$OUTSIDE/folder"'),
  script(3, "change a mode through a link", "chmod 777 link-to-secret"),
  script(3, "change an owner", 'chown 1:1 "$OUTSIDE/secret"'),
  script(3, "change a time", 'touch -d 2001-01-01 "$OUTSIDE/secret"'),
  script(3, "change a mode in a namespace of one's own", 'unshare -Urm chmod 777 "$OUTSIDE/secret"'),
];

/** The protected folders of the workspace; only mounts can protect them. */
export const PROTECTED_ATTEMPTS: readonly EscapeAttempt[] = [
  script(
    3,
    "add a git hook",
    "printf '#!/bin/sh\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit",
  ),
  script(3, "change the git configuration", "echo '[core] fsmonitor=x' >> .git/config"),
  script(3, "change the git configuration by git", "git config -f .git/config core.fsmonitor x"),
  script(3, "swap the git folder", "mv .git old; mkdir -p .git/hooks; echo x > .git/config"),
  script(3, "delete the git folder", "rm -rf .git"),
  script(
    3,
    "change the git configuration through links",
    "ln .git/config c && echo x >> c; ln -s .git g; echo x >> g/config",
  ),
  script(3, "change the agent's settings", "echo x > .codex/config.toml; echo x > .codex/new; mv .codex old"),
  script(3, "add instructions", "mkdir .agents/skills; echo x > .agents/new; rm -rf .agents"),
  script(3, "unmount the protection", "umount .git; umount -l .git; echo x > .git/config"),
  script(3, "remount writable", "mount -o remount,rw,bind .git; mount -o remount,rw /; echo x > .git/config"),
  script(
    3,
    "unmount in a namespace of one's own",
    "unshare -Urm bash -c 'umount -l .git; mount -o remount,rw,bind .git; mount -o remount,rw /; echo x > .git/config; echo x > \"$OUTSIDE/secret\"'",
  ),
];
