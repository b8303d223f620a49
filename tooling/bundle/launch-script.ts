/** The scripts in `dist/bin`: they find the pinned Node and the bundle, and become the program. */

/** Names under which the program is the patch tool or the sandbox helper. */
const ALIASES = "apply_patch|applypatch|codex-linux-sandbox";

/**
 * A POSIX shell script that replaces itself by Node, so that the program keeps the process id.
 * `node` is relative to the script's folder, which may be the current one without being named (`sh codex`). Links to the script are followed; only then `readlink` runs.
 */
export function launchScript(node: string, args: readonly string[]): string {
  return `#!/bin/sh
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=\${self%/*}/$link ;; esac
done
case \${0##*/} in ${ALIASES}) set -- "--codex-arg0=\${0##*/}" "$@" ;; esac
bin=\${self%/*}
exec "$bin/${node}" "$bin/../lib/codex.cjs" ${args.map((arg) => `${arg} `).join("")}"$@"
`;
}
