import { expect, test } from "@jest/globals";
import { createTempProject } from "../../test/temp-project.ts";
import { turnWebSearchMode } from "./web-search.ts";

test("the key beats the old features, and cached is the default", async () => {
  await using project = await createTempProject();
  const mode = async (...flags: string[]) => (await project.config({ flags })).webSearch.mode;
  expect(await mode()).toBe("cached");
  expect(await mode("features.web_search_request=true")).toBe("live");
  expect(await mode("tools.web_search=true")).toBe("live");
  expect(await mode("features.web_search_request=true", "features.web_search_cached=true")).toBe("cached");
  expect(await mode("features.web_search_request=true", "web_search=disabled")).toBe("disabled");
});

test("full access prefers live search; elsewhere the setting counts as far as it is allowed", () => {
  const full = { type: "danger-full-access" } as const;
  const readOnly = { type: "read-only" } as const;
  expect(turnWebSearchMode({ mode: "cached", allowed: undefined }, full)).toBe("live");
  expect(turnWebSearchMode({ mode: "cached", allowed: ["cached", "disabled"] }, full)).toBe("cached");
  expect(turnWebSearchMode({ mode: "cached", allowed: ["disabled"] }, full)).toBe("disabled");
  expect(turnWebSearchMode({ mode: "disabled", allowed: undefined }, full)).toBe("disabled");
  expect(turnWebSearchMode({ mode: "live", allowed: undefined }, readOnly)).toBe("live");
  expect(turnWebSearchMode({ mode: "live", allowed: ["cached", "disabled"] }, readOnly)).toBe("cached");
});
