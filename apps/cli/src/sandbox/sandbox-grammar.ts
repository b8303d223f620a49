/** What `codex sandbox` and its platforms understand. */
import type { Flag, Grammar, HelpPage } from "@codex-ts/std";
import { globalFlags } from "../global-flags.ts";

/** A platform that `codex sandbox` knows by name. */
export interface SandboxPlatform {
  readonly names: readonly string[];
  readonly platform: NodeJS.Platform;
  /** What confines there, and where it works, for refusals. */
  readonly onlyOn: string;
  readonly about: string;
}

export const sandboxPlatforms: readonly SandboxPlatform[] = [
  {
    names: ["linux", "landlock"],
    platform: "linux",
    onlyOn: "The Linux sandbox is only available on Linux",
    about: "Run a command confined by mounts, Landlock and seccomp (Linux only)",
  },
  {
    names: ["macos", "seatbelt"],
    platform: "darwin",
    onlyOn: "Seatbelt sandbox is only available on macOS",
    about: "Run a command confined by sandbox-exec (macOS only)",
  },
  {
    names: ["windows"],
    platform: "win32",
    onlyOn: "Windows sandbox is only available on Windows",
    about: "Not available: commands cannot be confined on Windows yet",
  },
];

export const sandboxGrammar: Grammar = {
  maxWords: 1,
  subcommands: [...sandboxPlatforms.flatMap(({ names }) => names), "status", "help"],
  flags: globalFlags,
};

export const sandboxPage: HelpPage = {
  about: "Run a command in the sandbox that the agent's commands get.",
  usage: ["codex sandbox [OPTIONS] <COMMAND>"],
  sections: [
    {
      title: "Commands",
      rows: [
        ...sandboxPlatforms.map(({ names, about }) => [names.join(", "), about] as const),
        ["status", "Show how well commands can be confined on this machine"],
      ],
    },
  ],
};

export const statusGrammar: Grammar = {
  maxWords: 0,
  subcommands: [],
  flags: [
    {
      name: "json",
      takes: "nothing",
      help: "Print one JSON object: kind, level (2 or 3 on Linux, else null), reason",
    },
    ...globalFlags,
  ],
};

export const statusPage: HelpPage = {
  about: "Show how well commands can be confined on this machine. Ends with 1 when they cannot be.",
  usage: ["codex sandbox status [OPTIONS]"],
  sections: [],
};

const fullAuto: Flag = {
  name: "full-auto",
  takes: "nothing",
  help: "Let it write in the working folder and the temporary folders; without this it writes nowhere",
};

/** Understood so that it is refused with a reason, not as a typing error. */
const logDenials: Flag = { name: "log-denials", takes: "nothing", isHidden: true, help: "" };

/** One platform's own command line. */
export function platformGrammar({ platform }: SandboxPlatform): Grammar {
  return {
    maxWords: Number.POSITIVE_INFINITY,
    subcommands: [],
    commandStartsAt: "word",
    flags: [fullAuto, ...(platform === "darwin" ? [logDenials] : []), ...globalFlags],
  };
}

/** One platform's own help. */
export function platformPage({ names, about }: SandboxPlatform): HelpPage {
  return {
    about: `${about}.`,
    usage: [`codex sandbox ${names[0]} [OPTIONS] [--] <COMMAND>...`],
    sections: [{ title: "Arguments", rows: [["<COMMAND>...", "The command, word by word"]] }],
  };
}
