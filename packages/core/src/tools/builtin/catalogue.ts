/** The one list of built-in tools, in the order in which they are offered. */
import { closeAgent } from "../agents/close-agent.ts";
import { resumeAgent } from "../agents/resume-agent.ts";
import { sendInput } from "../agents/send-input.ts";
import { spawnAgent } from "../agents/spawn-agent.ts";
import { waitForAgents } from "../agents/wait-for-agents.ts";
import type { Tool } from "../tool.ts";
import { applyPatch } from "./apply-patch.ts";
import { execCommand } from "./exec-command.ts";
import { grepFiles } from "./grep-files.ts";
import { listDir } from "./list-dir.ts";
import { listMcpResources, listMcpResourceTemplates, readMcpResource } from "./mcp-resources.ts";
import { readFile } from "./read-file.ts";
import { requestUserInput } from "./request-user-input.ts";
import { searchToolBm25 } from "./search-tool-bm25.ts";
import { containerExec, localShell, shell } from "./shell.ts";
import { shellCommand } from "./shell-command.ts";
import { updatePlan } from "./update-plan.ts";
import { viewImage } from "./view-image.ts";
import { webSearch } from "./web-search.ts";
import { writeStdin } from "./write-stdin.ts";

/** Every built-in tool. A tool decides itself, per turn, whether it is offered. */
export const builtinTools: readonly Tool[] = [
  execCommand,
  writeStdin,
  shell,
  containerExec,
  localShell,
  shellCommand,
  listMcpResources,
  listMcpResourceTemplates,
  readMcpResource,
  updatePlan,
  requestUserInput,
  searchToolBm25,
  applyPatch,
  grepFiles,
  readFile,
  listDir,
  webSearch,
  viewImage,
  spawnAgent,
  sendInput,
  resumeAgent,
  waitForAgents,
  closeAgent,
];

/** What no other tool may be called: a client's tool of such a name would hide ours. */
export const builtinToolNames: readonly string[] = builtinTools.map(({ name }) => name);
