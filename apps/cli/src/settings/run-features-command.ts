/** `codex features`: which features there are, and switching them. */
import path from "node:path";
import {
  type ConfigWarning,
  type FeatureKey,
  featureForKey,
  featureOverrides,
  listFeatures,
  unstableFeaturesMessage,
} from "@codex-ts/config";
import { editUserConfig, setFeature } from "@codex-ts/config/edit";
import { hasNoEffect } from "@codex-ts/runtime";
import type { ReadCommandLine } from "@codex-ts/std";
import { type CommandGroup, type GroupMember, runCommandGroup } from "../command-group.ts";
import { writeText } from "../write-text.ts";
import { fail, loadSettings, tellWarnings, withSettings } from "./open-settings.ts";

type Values = ReadCommandLine["values"];

const list: GroupMember = {
  name: "list",
  about: "List features with their stage and whether they are on",
  usage: "",
  words: [],
  grammar: {
    maxWords: 0,
    subcommands: [],
    flags: [{ name: "json", takes: "nothing", help: "Print a JSON array" }],
  },
  run: (_words, values) => withSettings(values, (runtime) => listAll(runtime, values.at(-1))),
};

const group: CommandGroup = {
  name: "features",
  about: "List and switch features",
  members: [list, switching("enable", true), switching("disable", false)],
};

/** Runs the command; gives the exit code. */
export function runFeaturesCommand(args: readonly string[], inherited: Values): Promise<number> {
  return runCommandGroup(group, args, inherited);
}

async function listAll(
  runtime: Parameters<typeof loadSettings>[0],
  values: Values | undefined,
): Promise<number> {
  const { features, warnings } = await loadSettings(runtime);
  const rows = listFeatures(process.platform).map(({ key, stage }) => ({
    key,
    stage,
    enabled: features[key],
  }));
  if (values?.has("json")) {
    writeText(1, `${JSON.stringify(rows, undefined, 2)}\n`);
    return 0;
  }
  const width = (pick: (row: (typeof rows)[number]) => string) =>
    Math.max(...rows.map((row) => pick(row).length));
  const [keys, stages] = [width(({ key }) => key), width(({ stage }) => stage)];
  const lines = rows.map(
    ({ key, stage, enabled }) => `${key.padEnd(keys)}  ${stage.padEnd(stages)}  ${enabled}\n`,
  );
  writeText(1, lines.join(""));
  for (const { key, enabled } of rows) if (enabled) tellWithoutEffect(key);
  tellWarnings(warnings.filter(isUnknownKey));
  return 0;
}

function switching(name: "enable" | "disable", isOn: boolean): GroupMember {
  return {
    name,
    about: `Switch a feature ${isOn ? "on" : "off"} in config.toml, or in the profile that \`codex -p\` names`,
    usage: "<FEATURE>",
    words: ["FEATURE"],
    grammar: { maxWords: 1, subcommands: [], flags: [] },
    run: ([key = ""], values) => switchFeature(key, isOn, values),
  };
}

async function switchFeature(key: string, isOn: boolean, values: readonly Values[]): Promise<number> {
  const known = featureOverrides({ enable: [key], disable: [] });
  const feature = featureForKey(key);
  if (!known.ok || feature === undefined) return fail(`Error: ${known.ok ? key : known.message}`);
  return withSettings(values, async (runtime) => {
    const profile = values.flatMap((each) => each.get("profile") ?? []).at(-1);
    // Loading says whether there is such a profile; without one even a faulty file can be mended this way.
    if (profile !== undefined) await loadSettings(runtime);
    await editUserConfig(runtime.home, [setFeature(profile, key, isOn)], new AbortController().signal);
    const where = profile === undefined ? "" : ` (profile \`${profile}\`)`;
    writeText(1, `${isOn ? "Enabled" : "Disabled"} feature \`${key}\` in config.toml${where}.\n`);
    if (isOn) tellWithoutEffect(feature);
    const stage = listFeatures(process.platform).find((each) => each.key === feature)?.stage;
    if (isOn && stage === "under development") {
      writeText(2, `${unstableFeaturesMessage([feature], path.join(runtime.home, "config.toml"))}\n`);
    }
    const { warnings } = await runtime.settingsFiles.inspect(new AbortController().signal);
    tellWarnings(warnings.filter(isUnknownKey));
    return 0;
  });
}

/** Not in the list itself, which programs read (Codex CLI 0.99.0). */
function tellWithoutEffect(feature: FeatureKey): void {
  if (hasNoEffect(feature)) writeText(2, `warning: \`${feature}\` has no effect in this version yet.\n`);
}

/** A misspelt feature is an unknown key, and without a word it looks as if it were switched. */
function isUnknownKey({ code }: ConfigWarning): boolean {
  return code === "unknown-key";
}
