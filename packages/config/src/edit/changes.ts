/** The changes that the program makes to the user's settings, each as a value. */
import type { Personality, ReasoningEffort } from "@codex-ts/protocol";
import { valueAt } from "../layers/merge.ts";
import type { KeyPath } from "../toml/key-path.ts";
import { isRawTable, type RawTable, type RawValue } from "../toml/raw-value.ts";
import type { DocumentEdit } from "./edit-document.ts";
import type { ConfigChange } from "./edit-user-config.ts";

/** The model and effort that new threads start with; undefined leaves the choice to the program. */
export function setModel(
  profile: string | undefined,
  model: string | undefined,
  effort: ReasoningEffort | undefined,
): ConfigChange {
  return (user) => [
    setOrClear([...profileOf(user, profile), "model"], model),
    setOrClear([...profileOf(user, profile), "model_reasoning_effort"], effort),
  ];
}

/** The personality that new threads start with. */
export function setPersonality(
  profile: string | undefined,
  personality: Personality | undefined,
): ConfigChange {
  return (user) => [setOrClear([...profileOf(user, profile), "personality"], personality)];
}

/** Switches a feature, in `[features]` or in that of a profile. */
export function setFeature(profile: string | undefined, key: string, isOn: boolean): ConfigChange {
  const parent = profile === undefined ? [] : ["profiles", profile];
  return () => [{ kind: "set", path: [...parent, "features", key], value: isOn }];
}

/** What the user said about a project, always in a table of its own. */
export function setTrust(folder: string, level: "trusted" | "untrusted"): ConfigChange {
  const path = ["projects", folder];
  return () => [{ kind: "set", path: [...path, "trust_level"], value: level }];
}

/** Replaces a server of MCP; undefined removes it. Other servers stay as they are written. */
export function setMcpServer(name: string, server: RawTable | undefined): ConfigChange {
  return () => [setOrClear(["mcp_servers", name], server)];
}

/** Puts a hint away, or lets it come back. */
export function setNotice(key: string, isHidden: boolean): ConfigChange {
  return () => [{ kind: "set", path: ["notice", key], value: isHidden }];
}

/** Remembers that the user was told which model follows another. */
export function setModelMigration(from: string, to: string): ConfigChange {
  return () => [{ kind: "set", path: ["notice", "model_migrations", from], value: to }];
}

/**
 * Switches a skill, named by the path of its SKILL.md. Off is an entry of `[[skills.config]]`; on is none,
 * and tables that are left empty go, too.
 */
export function setSkill(file: string, isOn: boolean): ConfigChange {
  return (user) => {
    const entries = valueAt(user, ["skills", "config"]);
    const list: readonly RawValue[] = Array.isArray(entries) ? entries : [];
    const positions = list.flatMap((entry, at) => (isRawTable(entry) && entry["path"] === file ? [at] : []));
    if (!isOn) {
      const [first] = positions;
      return first === undefined
        ? [{ kind: "append", path: ["skills", "config"], value: { path: file, enabled: false } }]
        : positions.map((at) => ({ kind: "set", path: ["skills", "config", at, "enabled"], value: false }));
    }
    if (positions.length === 0) return [];
    const skills = valueAt(user, ["skills"]);
    if (positions.length < list.length) {
      // From the end, so that the positions before it stay right.
      return positions.toReversed().map((at) => ({ kind: "clear", path: ["skills", "config", at] }));
    }
    const isOnlyMember = isRawTable(skills) && Object.keys(skills).length === 1;
    return [{ kind: "clear", path: isOnlyMember ? ["skills"] : ["skills", "config"] }];
  };
}

function setOrClear(path: KeyPath, value: RawValue | undefined): DocumentEdit {
  return value === undefined ? { kind: "clear", path } : { kind: "set", path, value };
}

/** Where a setting that profiles have belongs: the profile in use, be it by a flag or by the file. */
function profileOf(user: RawTable, chosen: string | undefined): KeyPath {
  const name = chosen ?? user["profile"];
  return typeof name === "string" ? ["profiles", name] : [];
}
