/** The flags of `codex exec` and its subcommands, as data. */
import type { Flag, Grammar } from "@codex-ts/std";

/** Flags of every command of the program. */
const globalFlags: readonly Flag[] = [
  {
    name: "config",
    short: "c",
    takes: "value",
    isRepeatable: true,
    valueName: "key=value",
    help: "Override a setting of config.toml; the value is TOML, else a plain text",
  },
  {
    name: "enable",
    takes: "value",
    isRepeatable: true,
    valueName: "FEATURE",
    help: "Turn a feature on (same as -c features.FEATURE=true)",
  },
  {
    name: "disable",
    takes: "value",
    isRepeatable: true,
    valueName: "FEATURE",
    help: "Turn a feature off (same as -c features.FEATURE=false)",
  },
  { name: "help", short: "h", takes: "nothing", help: "Show this help" },
  { name: "version", short: "V", takes: "nothing", help: "Show the version" },
];

/** Flags that `exec` and its subcommands share. */
const execFlags: readonly Flag[] = [
  { name: "model", short: "m", takes: "value", valueName: "MODEL", help: "The model to use" },
  {
    name: "full-auto",
    takes: "nothing",
    help: "Let commands write in the workspace (same as --sandbox workspace-write)",
    conflictsWith: ["dangerously-bypass-approvals-and-sandbox"],
  },
  {
    name: "dangerously-bypass-approvals-and-sandbox",
    aliases: ["yolo"],
    takes: "nothing",
    help: "Run every command without sandbox; only inside a container that you can lose",
  },
  { name: "skip-git-repo-check", takes: "nothing", help: "Run outside of a git repository too" },
  { name: "ephemeral", takes: "nothing", help: "Keep nothing of this run on disk" },
  {
    name: "json",
    aliases: ["experimental-json"],
    takes: "nothing",
    help: "Print one JSON event per line on stdout",
  },
];

const image: Flag = {
  name: "image",
  short: "i",
  takes: "values",
  isRepeatable: true,
  valueName: "FILE",
  isPath: true,
  help: "Attach images to the prompt (several words, or separated by commas)",
};

const QUOTES = "put the prompt in quotes";

/** `codex exec`. */
export const execGrammar: Grammar = {
  maxWords: 1,
  subcommands: ["resume", "review", "help"],
  tooManyWordsTip: QUOTES,
  flags: [
    image,
    ...execFlags,
    { name: "oss", takes: "nothing", help: "Use a local model server" },
    {
      name: "local-provider",
      takes: "value",
      valueName: "PROVIDER",
      help: "The local server to use: lmstudio or ollama",
    },
    {
      name: "sandbox",
      short: "s",
      takes: "value",
      valueName: "SANDBOX_MODE",
      choices: ["read-only", "workspace-write", "danger-full-access"],
      help: "What commands may touch",
    },
    { name: "profile", short: "p", takes: "value", valueName: "NAME", help: "A profile of config.toml" },
    {
      name: "cd",
      short: "C",
      takes: "value",
      valueName: "DIR",
      isPath: true,
      help: "The directory to work in",
    },
    {
      name: "add-dir",
      takes: "value",
      isRepeatable: true,
      valueName: "DIR",
      isPath: true,
      help: "Another directory that commands may write to",
    },
    {
      name: "output-schema",
      takes: "value",
      valueName: "FILE",
      isPath: true,
      help: "JSON Schema that the last message must follow",
    },
    {
      name: "color",
      takes: "value",
      valueName: "WHEN",
      choices: ["always", "never", "auto"],
      help: "Colours in the human-readable output",
    },
    {
      name: "output-last-message",
      short: "o",
      takes: "value",
      valueName: "FILE",
      isPath: true,
      help: "Write the agent's last message to a file",
    },
    ...globalFlags,
  ],
};

/** `codex exec resume`. */
export const resumeGrammar: Grammar = {
  maxWords: 2,
  subcommands: [],
  tooManyWordsTip: QUOTES,
  outer: { name: "resume", flags: execGrammar.flags },
  flags: [
    { name: "last", takes: "nothing", help: "Go on with the newest session of this directory" },
    { name: "all", takes: "nothing", help: "With --last: of any directory" },
    { ...image, takes: "value", help: "Attach an image to the prompt; repeatable, or separated by commas" },
    ...execFlags,
    ...globalFlags,
  ],
};

/** What a review looks at. */
const reviewFlags: readonly Flag[] = [
  {
    name: "uncommitted",
    takes: "nothing",
    help: "Review what is staged, changed or untracked",
    conflictsWith: ["base", "commit"],
  },
  {
    name: "base",
    takes: "value",
    valueName: "BRANCH",
    help: "Review what this branch does not have",
    conflictsWith: ["commit"],
  },
  { name: "commit", takes: "value", valueName: "SHA", help: "Review what a commit changed" },
  { name: "title", takes: "value", valueName: "TITLE", help: "With --commit: the commit's title" },
];

/** `codex exec review`. */
export const reviewGrammar: Grammar = {
  maxWords: 1,
  subcommands: [],
  tooManyWordsTip: QUOTES,
  outer: { name: "review", flags: execGrammar.flags },
  flags: [...reviewFlags, ...execFlags, ...globalFlags],
};

/** `codex review`. */
export const programReviewGrammar: Grammar = {
  maxWords: 1,
  subcommands: [],
  tooManyWordsTip: QUOTES,
  flags: [...reviewFlags, ...globalFlags],
};
