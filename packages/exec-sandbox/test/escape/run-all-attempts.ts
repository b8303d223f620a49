/**
 * Runs every attempt as whoever starts this, and prints what came of it as JSON: at the best level there is, or
 * with the argument `bubblewrap` through that.
 */
import { BUBBLEWRAP, openTestHost } from "../linux-host.ts";
import { ATTEMPTS, missingFor } from "./attempts.ts";
import { createEscapeRig } from "./escape-rig.ts";

const usesBubblewrap = process.argv[2] === "bubblewrap";
const host = await openTestHost(usesBubblewrap ? BUBBLEWRAP : undefined);
const level = usesBubblewrap ? 3 : host.support.kind === "linux" ? host.support.level : 0;
const escaped: string[] = [];
let tried = 0;
for (const attempt of ATTEMPTS) {
  if (level === 0 || attempt.level > level) continue;
  if (missingFor(attempt, level, host.support) !== undefined) continue;
  const rig = await createEscapeRig(host, level);
  try {
    const signs = [await attempt.run(rig), ...rig.changes()].filter((sign) => sign !== undefined);
    if (signs.length > 0) escaped.push(`${attempt.name}: ${signs.join("; ")}`);
    tried += 1;
  } finally {
    rig.remove();
  }
}
await host.close();
process.stdout.write(JSON.stringify({ uid: process.getuid?.(), level, tried, escaped }));
