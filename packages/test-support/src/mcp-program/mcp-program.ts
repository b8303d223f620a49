import path from "node:path";

/**
 * What the server does besides its tools: `mute` never answers, `refuse` says no to the handshake, `confining` wants to
 * know of the sandbox.
 */
export type McpProgramMood = "helpful" | "mute" | "refuse" | "confining";

/**
 * argv of an MCP server that speaks over its standard streams. Its tools: `echo` {text}, `fail`, `picture`,
 * `stall` (no answer), `environment` (names of its variables), `ask` (what its question was answered with),
 * `child` (the id of a process that it leaves running), `ask_later` (asks when it has answered) and `late_answer` (what that was answered with), `sandbox` (what it heard of the sandbox), `crash`, and `twin.1`
 * and `twin_1`, whose names may become one; two resources on two pages, and a template. Its tools say of themselves
 * that they are dangerous.
 */
export function mcpProgram(mood: McpProgramMood = "helpful"): readonly [string, ...string[]] {
  return [process.execPath, path.join(import.meta.dirname, "main.ts"), mood];
}
