import { expect, test } from "@jest/globals";
import {
  featureOverrides,
  overridesTable,
  overrideTextFor,
  parseCliOverrides,
  parseRequestOverrides,
} from "./overrides.ts";

function tableOf(...texts: string[]) {
  const parsed = parseCliOverrides(texts);
  if (!parsed.ok) throw new Error(parsed.message);
  return overridesTable(parsed.overrides);
}

function faultOf(text: string): string | undefined {
  const parsed = parseCliOverrides([text]);
  return parsed.ok ? undefined : parsed.message;
}

test("reads values as TOML, else as text without its quotes", () => {
  expect(tableOf("model=o3", "a=5", "b = true", 'c=["x", 1]', "d={ e = 1 }", "f=")).toEqual({
    model: "o3",
    a: 5,
    b: true,
    c: ["x", 1],
    d: { e: 1 },
    f: "",
  });
  expect(tableOf('g="x y"', "h='x y", 'i="it is" so', "j=a=b", "k=1\nl=2")).toEqual({
    g: "x y",
    h: "x y",
    i: 'it is" so',
    j: "a=b",
    k: "1\nl=2",
  });
});

test("lets later overrides win and puts tables in the place of other values", () => {
  expect(tableOf("a.b=1", "a.c=2", "a.b=3")).toEqual({ a: { b: 3, c: 2 } });
  expect(tableOf("a=1", "a.b=2")).toEqual({ a: { b: 2 } });
});

test("addresses keys with dots through quotes", () => {
  expect(tableOf('projects."/x.y=z".trust_level="trusted"')).toEqual({
    projects: { "/x.y=z": { trust_level: "trusted" } },
  });
});

test("knows the short name of one feature", () => {
  expect(tableOf("use_linux_sandbox_bwrap=true")).toEqual({ features: { use_linux_sandbox_bwrap: true } });
  expect(tableOf("a.use_linux_sandbox_bwrap=true")).toEqual({ a: { use_linux_sandbox_bwrap: true } });
});

test("refuses what is no override", () => {
  expect(faultOf("foo")).toBe("Invalid override (missing '='): foo");
  expect(faultOf(" =x")).toBe("Empty key in override:  =x");
  expect(faultOf("a..b=1")).toBe("Invalid key in override (an empty segment or an open quote): a..b=1");
  expect(faultOf('a."b=1')).toBe('Invalid key in override (an empty segment or an open quote): a."b=1');
});

test("turns feature flags into overrides, disabling last", () => {
  const parsed = featureOverrides({ enable: ["undo", "connectors"], disable: ["undo"] });
  if (!parsed.ok) throw new Error(parsed.message);
  expect(overridesTable(parsed.overrides)).toEqual({ features: { connectors: true, undo: false } });
});

test("refuses unknown features and names the nearest", () => {
  expect(featureOverrides({ enable: ["zork"], disable: [] })).toEqual({
    ok: false,
    message: "Unknown feature flag: zork",
  });
  expect(featureOverrides({ enable: [], disable: ["unified_exce"] })).toEqual({
    ok: false,
    message: "Unknown feature flag: unified_exce (did you mean `unified_exec`?)",
  });
});

test("remembers which argument set a value", () => {
  const parsed = parseCliOverrides(["a={ b = 1 }", "a.c=2", "d.e.f=3"]);
  if (!parsed.ok) throw new Error(parsed.message);
  expect(overrideTextFor(parsed.overrides, ["a", "b"])).toBe("-c a={ b = 1 }");
  expect(overrideTextFor(parsed.overrides, ["a", "c"])).toBe("-c a.c=2");
  expect(overrideTextFor(parsed.overrides, ["d"])).toBe("-c d.e.f=3");
  expect(overrideTextFor(parsed.overrides, ["x"])).toBeUndefined();
});

test("takes the settings of a request as JSON, without its nulls", () => {
  const config = { "a.b": { c: [1, null, { d: null, e: true }] }, "x.'y.z'": "text", gone: null };
  const parsed = parseRequestOverrides(config);
  if (!parsed.ok) throw new Error(parsed.message);
  expect(overridesTable(parsed.overrides)).toEqual({
    a: { b: { c: [1, { e: true }] } },
    x: { "y.z": "text" },
  });
  expect(parsed.overrides[0]?.text).toBe("the request's a.b");
  expect(parseRequestOverrides({ "a..b": 1 })).toEqual({
    ok: false,
    message: "Invalid key in the settings of the request: a..b",
  });
  expect(parseRequestOverrides({ " ": 1 }).ok).toBe(false);
});
