import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeJson } from "../src/decode/decode.ts";
import { ExecThreadEvent } from "../src/exec/thread-event.ts";
import { createCatalogue } from "../src/generate/catalogue.ts";
import type { Schema } from "../src/generate/schema-types.ts";
import { Op } from "../src/op/op.ts";
import { RolloutLine } from "../src/rollout/rollout-line.ts";
import { arbitraryOf } from "./arbitrary-of.ts";

/** What JSON makes of a value: -0 and absent members are gone. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function expectRoundTrip(schema: Schema, runs: number): void {
  fc.assert(
    fc.property(arbitraryOf(schema), (value) => {
      const first = decodeJson(schema, JSON.stringify(value));
      if (!first.ok) throw first.error;
      const second = decodeJson(schema, JSON.stringify(first.value));
      if (!second.ok) throw second.error;
      expect(second.value).toEqual(first.value);
    }),
    { numRuns: runs },
  );
}

test.each(
  createCatalogue({ experimental: true }).types.map(({ name, schema, isV2 }) => ({
    name: isV2 ? `v2/${name}` : name,
    schema,
  })),
)("what $name accepts, it reads again", ({ schema }) => expectRoundTrip(schema, 8));

test("what the other shapes accept, they read again", () => {
  for (const schema of [Op, RolloutLine, ExecThreadEvent]) expectRoundTrip(schema, 100);
});

test("members that a tolerant shape does not know survive", () => {
  const line = {
    timestamp: "2026-01-01T00:00:00.000Z",
    type: "response_item",
    payload: {
      type: "message",
      role: "user",
      content: [{ type: "input_text", text: "\ud800", annotations: [{ new: true }] }],
      metadata: { constructor: 1 },
    },
  };
  const decoded = decodeJson(RolloutLine, JSON.stringify(line));
  expect(decoded.ok && asJson(decoded.value)).toEqual(line);
});
