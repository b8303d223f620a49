import { expect, test } from "@jest/globals";
import { readMcpServers, writeMcpServers } from "./exchange-mcp-servers.ts";

const TABLE = {
  local: {
    command: "run",
    args: ["a"],
    env: { A: "1" },
    env_vars: ["B"],
    cwd: "/x",
    startup_timeout_sec: 1.5,
    tool_timeout_sec: 2,
    enabled: false,
    required: true,
    enabled_tools: ["t"],
    disabled_tools: ["u"],
    scopes: ["s"],
  },
  remote: {
    url: "http://127.0.0.1/mcp",
    bearer_token_env_var: "TOKEN",
    http_headers: { "x-a": "1" },
    env_http_headers: { "x-b": "B" },
    enabled: true,
    required: false,
    disabled_tools: [],
  },
};

test("servers survive the exchange, over JSON too", () => {
  const read = readMcpServers(TABLE);
  if (!read.ok) throw new Error(read.message);
  expect(JSON.parse(JSON.stringify(writeMcpServers(read.servers)))).toEqual(TABLE);
  expect(read.servers["local"]).toMatchObject({ startupTimeoutMs: 1500, isEnabled: false, isRequired: true });
});

test("a null is a key that is missing", () => {
  expect(readMcpServers({ a: { command: "run", url: null, cwd: null } })).toEqual(
    readMcpServers({ a: { command: "run" } }),
  );
});

test.each([
  [undefined, /has to be a table/],
  [{ a: {} }, /mcp_servers\.a: invalid transport/],
  [{ a: { command: 5 } }, /mcp_servers\.a\.command: invalid type/],
])("%j is refused with its place", (table, message) => {
  expect(readMcpServers(table)).toEqual({ ok: false, message: expect.stringMatching(message) });
});
