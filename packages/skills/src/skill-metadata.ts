/** Reads `agents/openai.yaml`, or the older `SKILL.toml`, which tells front ends how to show a skill. */
import { readFile } from "node:fs/promises";
import path from "node:path";
// Settings have loaded this parser before; an import() of it would only make one more file to start with.
import { parse as parseToml } from "smol-toml";
import { isMissing } from "./failure-reason.ts";
import { readSimpleYaml } from "./simple-yaml.ts";
import type { SkillInterface, SkillMetadata, SkillToolDependency } from "./skill.ts";
import { isRecord, textOrUndefined } from "./text-fields.ts";

const MAX_NAME = 64;
const MAX_TEXT = 1024;

/** A skill without such a file. */
export const NO_METADATA: SkillMetadata = {
  interface: undefined,
  toolDependencies: [],
  allowsImplicitInvocation: true,
};

/** Fields that have a value. */
function present<Fields extends object>(fields: { [Key in keyof Fields]: Fields[Key] | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** An icon's absolute path; undefined for one outside the skill's `assets`. */
function iconPath(folder: string, value: unknown): string | undefined {
  const text = textOrUndefined(value, MAX_TEXT);
  if (text === undefined || path.isAbsolute(text)) return undefined;
  const parts = text.split(/[\\/]/).filter((part) => part !== "." && part !== "");
  if (parts[0] !== "assets" || parts.length < 2 || parts.includes("..")) return undefined;
  return path.join(folder, ...parts);
}

function readInterface(folder: string, value: unknown): SkillInterface | undefined {
  if (!isRecord(value)) return undefined;
  const color = textOrUndefined(value["brand_color"], MAX_NAME);
  const fields = present<SkillInterface>({
    displayName: textOrUndefined(value["display_name"], MAX_NAME),
    shortDescription: textOrUndefined(value["short_description"], MAX_TEXT),
    iconSmall: iconPath(folder, value["icon_small"]),
    iconLarge: iconPath(folder, value["icon_large"]),
    brandColor: color !== undefined && /^#[0-9a-fA-F]{6}$/.test(color) ? color : undefined,
    defaultPrompt: textOrUndefined(value["default_prompt"], MAX_TEXT),
  });
  return Object.keys(fields).length > 0 ? fields : undefined;
}

function readDependency(value: unknown): SkillToolDependency | undefined {
  if (!isRecord(value)) return undefined;
  const type = textOrUndefined(value["type"], MAX_NAME);
  const name = textOrUndefined(value["value"], MAX_TEXT);
  if (type === undefined || name === undefined) return undefined;
  return present<SkillToolDependency>({
    type,
    value: name,
    description: textOrUndefined(value["description"], MAX_TEXT),
    transport: textOrUndefined(value["transport"], MAX_NAME),
    command: textOrUndefined(value["command"], MAX_TEXT),
    url: textOrUndefined(value["url"], MAX_TEXT),
  });
}

function readDependencies(value: unknown): SkillToolDependency[] {
  const tools = isRecord(value) ? value["tools"] : undefined;
  return Array.isArray(tools) ? tools.flatMap((tool) => readDependency(tool) ?? []) : [];
}

async function readYaml(source: string): Promise<unknown> {
  const simple = readSimpleYaml(source);
  // A policy is a truth value, which the simple reader leaves as text.
  if (simple && !Object.hasOwn(simple, "policy")) return simple;
  const { parseYaml } = await import("./parse-yaml.ts");
  return parseYaml(source);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The two files are never merged: where the newer one is there, the older one does not count. */
async function readFields(folder: string): Promise<unknown> {
  const yaml = await readIfThere(path.join(folder, "agents", "openai.yaml"));
  if (yaml !== undefined) return readYaml(yaml);
  const toml = await readIfThere(path.join(folder, "SKILL.toml"));
  if (toml === undefined) return undefined;
  return parseToml(toml);
}

/**
 * The metadata beside a `SKILL.md`. Whatever is missing, unreadable or wrong is as if it had not been
 * written: display data never keeps a skill from working.
 */
export async function readSkillMetadata(skillFile: string): Promise<SkillMetadata> {
  const folder = path.dirname(skillFile);
  let fields: unknown;
  try {
    fields = await readFields(folder);
  } catch {
    return NO_METADATA;
  }
  if (!isRecord(fields)) return NO_METADATA;
  const policy = fields["policy"];
  return {
    interface: readInterface(folder, fields["interface"]),
    toolDependencies: readDependencies(fields["dependencies"]),
    allowsImplicitInvocation: !(isRecord(policy) && policy["allow_implicit_invocation"] === false),
  };
}
