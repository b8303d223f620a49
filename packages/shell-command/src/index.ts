export { type BashParser, type BashWasm, loadBashParser } from "./bash/bash-parser.ts";
export { parsePlainCommands } from "./bash/plain-commands.ts";
export { type ContainedCommand, type ContainedWord, listSimpleCommands } from "./bash/simple-commands.ts";
export { parseTrivialScript } from "./bash/trivial-script.ts";
export {
  type CommandLine,
  type CommandShape,
  canonicalArgv,
  literalHead,
  readCommandLine,
} from "./command-line.ts";
export { ShellCommandError, type ShellCommandErrorCode } from "./errors.ts";
export { extractPatch, type PatchRequest } from "./extract-patch.ts";
export { joinArgv } from "./join-argv.ts";
export { parseCommand } from "./parse-command.ts";
export { isDangerous, isDangerousCommand } from "./safety/dangerous.ts";
export { isKnownSafe, isKnownSafeCommand, type SafetyContext } from "./safety/known-safe.ts";
export { findShellScript, type ShellScript } from "./shell-script.ts";
