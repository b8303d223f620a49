/** Tools and resources of MCP servers. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { answer, calls, closing } from "./model-events.ts";
import { type Scenario, scenario, toolScenario } from "./scenario.ts";

const PROGRAM = "../../../packages/test-support/src/mcp-program/main.ts";

/** The server of our own tests, in the home of the scenario; `more` are lines of its table. */
function server(...more: readonly string[]) {
  const source = readFileSync(path.resolve(import.meta.dirname, PROGRAM), "utf8");
  const table = ["[mcp_servers.test]", 'command = "@NODE@"', 'args = ["@HOME@/server.ts"]', ...more];
  return { home: { "server.ts": source }, config: table.join("\n") };
}

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  toolScenario(
    "mcp-answers",
    [
      answer(calls("mcp__test__echo", { text: "hi" })),
      answer(calls("mcp__test__fail", {})),
      answer(calls("mcp__test__fail", "")),
      answer(calls("mcp__test__picture", {})),
      answer(calls("mcp__test__twin_1", {})),
      answer(calls("mcp__test__ask", {})),
      answer(calls("mcp__test__environment", {})),
      answer(calls("mcp__test__gone", {})),
      answer(calls("mcp__test__fail", "{")),
    ],
    server('env_vars = ["LANG"]', 'env = { OWN = "1" }'),
  ),
  toolScenario(
    "mcp-resources",
    [
      answer(calls("list_mcp_resources", {})),
      answer(calls("list_mcp_resources", { server: "test" })),
      answer(calls("list_mcp_resources", { server: "test", cursor: "2" })),
      answer(calls("list_mcp_resource_templates", {})),
      answer(calls("read_mcp_resource", { server: "test", uri: "mem://a" })),
    ],
    server(),
  ),
  toolScenario(
    "mcp-blank-names",
    [
      answer(calls("list_mcp_resources", { server: " " })),
      answer(calls("list_mcp_resource_templates", { server: " test ", cursor: "" })),
      answer(calls("read_mcp_resource", { server: " test", uri: "mem://a " })),
      answer(calls("read_mcp_resource", { server: " ", uri: "mem://a" })),
      answer(calls("read_mcp_resource", { server: "test", uri: " " })),
    ],
    server(),
  ),
  toolScenario(
    "mcp-filtered",
    [answer(calls("mcp__test__fail", {}))],
    server('enabled_tools = ["echo", "fail"]', 'disabled_tools = ["fail"]'),
  ),
  scenario("mcp-one-fails", [closing()], {
    config:
      '[mcp_servers.gone]\ncommand = "/no/such/program"\n[mcp_servers.off]\ncommand = "x"\nenabled = false',
  }),
];
