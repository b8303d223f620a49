/** The help of `codex exec` and its subcommands. */
import type { HelpPage } from "@codex-ts/std";
import type { ExecCommand } from "./exec-options.ts";

const PROMPT = ["[PROMPT]", "What to do; read from stdin when it is missing or `-`"] as const;

const REVIEW = {
  about: "Have changes reviewed, without asking anything.",
  sections: [
    {
      title: "Arguments",
      rows: [["[PROMPT]", "What to review, in place of the flags; `-` reads it from stdin"]],
    },
  ],
} as const;

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
          ["review", "Review changes"],
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
  review: { ...REVIEW, usage: ["codex exec review [OPTIONS] [PROMPT]"] },
  "program-review": { ...REVIEW, usage: ["codex review [OPTIONS] [PROMPT]"] },
} as const satisfies Record<ExecCommand, HelpPage>;
