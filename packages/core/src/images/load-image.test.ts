import { execFileSync } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Transformer } from "@napi-rs/image";
import { describeImage } from "./describe-image.ts";
import { loadImage } from "./load-image.ts";

let folder = "";
const { signal } = new AbortController();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "codex-images-"));
});
afterAll(() => rm(folder, { recursive: true }));

function picture(width: number, height: number): Transformer {
  return Transformer.fromRgbaPixels(new Uint8Array(width * height * 4).fill(128), width, height);
}

async function load(name: string, bytes: Uint8Array) {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return loadImage(file, signal);
}

function decoded(image: Awaited<ReturnType<typeof loadImage>>): Buffer {
  if (image.kind !== "image") throw new Error(image.reason);
  return Buffer.from(image.dataUrl.slice(image.dataUrl.indexOf(",") + 1), "base64");
}

test("a small PNG is passed on byte by byte", async () => {
  const bytes = await picture(20, 10).png();
  const image = await load("small.png", bytes);
  expect(decoded(image).equals(bytes)).toBe(true);
});

test("a small GIF is passed on too", async () => {
  const bytes = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const image = await load("small.gif", bytes);
  expect(image).toMatchObject({ dataUrl: expect.stringMatching(/^data:image\/gif;/) });
  expect(decoded(image).equals(bytes)).toBe(true);
});

test("a picture that is too large is scaled to fit and keeps its shape", async () => {
  const image = await load("wide.png", await picture(4096, 512).png());
  expect(describeImage(decoded(image))).toEqual({ format: "png", width: 2048, height: 256 });
});

test("a large JPEG stays a JPEG", async () => {
  const image = await load("tall.jpg", await picture(100, 1536).jpeg(90));
  expect(describeImage(decoded(image))).toEqual({ format: "jpeg", width: 50, height: 768 });
});

test("other formats become PNG", async () => {
  const image = await load("picture.webp", await picture(30, 30).webp(80));
  expect(describeImage(decoded(image))).toEqual({ format: "png", width: 30, height: 30 });
});

test("what is no picture, or not there, gives a sentence", async () => {
  expect(await load("text.png", Buffer.from("no picture at all, just words and words"))).toMatchObject({
    kind: "unreadable",
  });
  expect(await loadImage(path.join(folder, "missing.png"), signal)).toMatchObject({ kind: "unreadable" });
});

test("what is no file, or too large for any model, is not read at all", async () => {
  const pipe = path.join(folder, "pipe.png");
  execFileSync("mkfifo", [pipe]);
  expect(await loadImage(pipe, signal)).toMatchObject({
    reason: expect.stringContaining("it is not a file"),
  });
  const huge = path.join(folder, "huge.png");
  await writeFile(huge, "");
  await truncate(huge, 3 * 1024 ** 3);
  expect(await loadImage(huge, signal)).toMatchObject({
    reason: expect.stringContaining("it is larger than"),
  });
});
