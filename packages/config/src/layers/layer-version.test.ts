import { expect, test } from "@jest/globals";
import { parseToml } from "../toml/parse-toml.ts";
import { layerVersion } from "./layer-version.ts";

function versionOf(text: string): string {
  const parsed = parseToml(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return layerVersion(parsed.table);
}

test("an empty layer has the hash of {}", () => {
  expect(layerVersion({})).toBe("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});

test("what a layer says counts, not how it is written", () => {
  expect(versionOf("a = 'x' # c\n[t]\nb = 1\nc = [2]\n")).toBe(
    versionOf('t = { c = [2], b = 1 }\na = "x"\n'),
  );
  expect(versionOf("a = 1")).not.toBe(versionOf("a = 2"));
  expect(versionOf("d = 1979-05-27\nbig = 9223372036854775807")).toBe(
    versionOf("big = 9223372036854775807\nd = 1979-05-27"),
  );
});
