/** All of our own scenarios, beside the shown ones. */
import { scenarios as commandLine } from "./command-line.ts";
import { scenarios as commands } from "./commands.ts";
import { scenarios as errors } from "./errors.ts";
import { scenarios as mcp } from "./mcp.ts";
import { scenarios as oneShotCommands } from "./one-shot-commands.ts";
import { scenarios as otherTools } from "./other-tools.ts";
import { scenarios as patches } from "./patches.ts";
import { scenarios as resume } from "./resume.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios as sessions } from "./sessions.ts";
import { scenarios as settings } from "./settings.ts";
import { scenarios as skills } from "./skills.ts";
import { scenarios as streams } from "./streams.ts";

/** In the order in which they run. */
export const scenarios: readonly Scenario[] = [
  ...commands,
  ...sessions,
  ...oneShotCommands,
  ...patches,
  ...otherTools,
  ...skills,
  ...mcp,
  ...streams,
  ...errors,
  ...settings,
  ...commandLine,
  ...resume,
];
