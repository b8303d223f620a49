/** The requirements that an account had when the back end last answered. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseJsonObject } from "@codex-ts/protocol";
import type { AccountKey } from "./requirements-account.ts";

/** What was kept; `contents` is undefined for an account that has none. */
export interface KeptRequirements {
  readonly contents: string | undefined;
}

/** Whose requirements are kept, and who said them. */
export interface KeptOwner extends AccountKey {
  /** Of the back end: another one has other requirements. */
  readonly baseUrl: string;
}

const FILE = "cloud_requirements.json";
const PURPOSE = "codex-ts cloud requirements 2";

/** The kept answer for this account of this back end; undefined when there is none, or it is another's or damaged. */
export async function readKeptRequirements(
  home: string,
  owner: KeptOwner,
  signal: AbortSignal,
): Promise<KeptRequirements | undefined> {
  const text = await readFile(path.join(home, FILE), { encoding: "utf8", signal }).catch(() => "");
  signal.throwIfAborted();
  const record = parseJsonObject(text);
  const contents = record?.["contents"] ?? null;
  const signature = record?.["signature"];
  if (typeof signature !== "string" || (contents !== null && typeof contents !== "string")) return undefined;
  const expected = Buffer.from(sign(owner, contents), "hex");
  const actual = Buffer.from(signature, "hex");
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined;
  return { contents: contents ?? undefined };
}

/** Keeps an answer. A home that cannot be written to keeps none: the next start asks anyway. */
export async function keepRequirements(
  home: string,
  owner: KeptOwner,
  kept: KeptRequirements,
  suffix: string,
): Promise<void> {
  const contents = kept.contents ?? null;
  const record = { contents, signature: sign(owner, contents) };
  const { writePrivateFile } = await import("../storage/write-private-file.ts");
  await writePrivateFile(path.join(home, FILE), JSON.stringify(record, undefined, 2), suffix).catch(
    () => undefined,
  );
}

/**
 * Ties the text to the account and the back end. It keeps apart accounts that share a home, and finds damage; it is no wall
 * against the owner of the home, who could as well remove the file.
 */
function sign({ accountId, userId, baseUrl }: KeptOwner, contents: string | null): string {
  return createHmac("sha256", JSON.stringify([PURPOSE, accountId, userId ?? null, baseUrl]))
    .update(JSON.stringify(contents))
    .digest("hex");
}
