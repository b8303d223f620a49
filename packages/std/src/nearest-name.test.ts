import { expect, test } from "@jest/globals";
import { nearestName } from "./nearest-name.ts";

const KNOWN = ["model", "model_provider", "approval_policy", "sandbox_mode", "web_search"];

test("finds the name behind a slip", () => {
  expect(nearestName("modle", KNOWN)).toBe("model");
  expect(nearestName("aproval_polcy", KNOWN)).toBe("approval_policy");
  expect(nearestName("Sandbox-Mode", KNOWN)).toBe("sandbox_mode");
  expect(nearestName("web_serach", KNOWN)).toBe("web_search");
});

test("completes the first words of a name", () => {
  expect(nearestName("sandbox", KNOWN)).toBe("sandbox_mode");
  expect(nearestName("sand", KNOWN)).toBeUndefined();
});

test("says nothing when nothing is near", () => {
  expect(nearestName("colour", KNOWN)).toBeUndefined();
  expect(nearestName("x", KNOWN)).toBeUndefined();
  expect(nearestName("anything", [])).toBeUndefined();
});
