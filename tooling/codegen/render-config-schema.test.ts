import { expect, test } from "@jest/globals";
import { renderConfigSchema } from "./render-config-schema.ts";

test("the schema has every key of the table, with its type", () => {
  const schema = JSON.parse(renderConfigSchema());
  expect(schema.type).toBe("object");
  expect(schema.properties.approval_policy).toEqual({
    type: "string",
    enum: ["untrusted", "on-failure", "on-request", "never"],
  });
  expect(schema.properties.tui.properties.notifications.anyOf).toHaveLength(2);
  expect(schema.properties.mcp_servers.additionalProperties).toBeDefined();
});
