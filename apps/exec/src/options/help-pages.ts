/** The help of `codex exec` and `codex exec resume`. */
import type { HelpPage } from "@codex-ts/std";

const PROMPT = ["[PROMPT]", "What to do; read from stdin when it is missing or `-`"] as const;

export const helpPages = {
  exec: {
    about: "Run one turn without asking anything, for scripts and pipelines.",
    usage: ["codex exec [OPTIONS] [PROMPT]", "codex exec [OPTIONS] <COMMAND> [ARGS]"],
    sections: [
      { title: "Arguments", rows: [PROMPT] },
      {
        title: "Commands",
        rows: [
          ["resume", "Go on with a recorded session"],
          ["review", "Review changes (not part of this version yet)"],
          ["help", "Show this help, or that of a command"],
        ],
      },
    ],
  },
  resume: {
    about: "Go on with a recorded session, by id, by name, or with --last.",
    usage: [
      "codex exec resume [OPTIONS] [SESSION_ID] [PROMPT]",
      "codex exec resume [OPTIONS] --last [PROMPT]",
    ],
    sections: [{ title: "Arguments", rows: [["[SESSION_ID]", "A session's id or name"], PROMPT] }],
  },
} as const satisfies Record<string, HelpPage>;
