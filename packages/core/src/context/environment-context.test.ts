import { expect, test } from "@jest/globals";
import { environmentContextText, environmentUpdateText } from "./environment-context.ts";

const plain = { cwd: "/work/a & b", shell: "bash", network: undefined };
const network = { allowed: ["a.org", "b.org"], denied: ["c.org"] };

test("directory and shell", () => {
  expect(environmentContextText(plain)).toBe(
    "<environment_context>\n  <cwd>/work/a & b</cwd>\n  <shell>bash</shell>\n</environment_context>",
  );
});

test("a managed network lists its domains", () => {
  expect(
    environmentContextText({ ...plain, network })
      .split("\n")
      .slice(3, -1),
  ).toEqual([
    '  <network enabled="true">',
    "    <allowed>a.org</allowed>",
    "    <allowed>b.org</allowed>",
    "    <denied>c.org</denied>",
    "  </network>",
  ]);
});

test("an update names the directory only when it changed", () => {
  expect(environmentUpdateText(plain, { ...plain, shell: "zsh" })).toBeUndefined();
  expect(environmentUpdateText(plain, { ...plain, cwd: "/b" })).toContain("<cwd>/b</cwd>");
  const joined = environmentUpdateText(plain, { ...plain, network });
  expect(joined).toContain("<network");
  expect(joined).not.toContain("<cwd>");
  const other = { ...network, denied: [] };
  expect(environmentUpdateText({ ...plain, network }, { ...plain, network: { ...network } })).toBeUndefined();
  expect(environmentUpdateText({ ...plain, network }, { ...plain, network: other })).toBeDefined();
});
