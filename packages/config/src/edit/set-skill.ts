import { valueAt } from "../layers/merge.ts";
import { isRawTable, type RawValue } from "../toml/raw-value.ts";
import type { ConfigChange } from "./edit-user-config.ts";

/**
 * Switches a skill, named by the path of its SKILL.md. Off is an entry of `[[skills.config]]`; on is none,
 * and tables that are left empty go, too. `isSame` tells which written paths mean the same file.
 */
export function setSkill(
  file: string,
  isOn: boolean,
  isSame: (written: string) => boolean = (written) => written === file,
): ConfigChange {
  return (user) => {
    const entries = valueAt(user, ["skills", "config"]);
    const list: readonly RawValue[] = Array.isArray(entries) ? entries : [];
    const positions = list.flatMap((entry, at) => {
      const written = isRawTable(entry) ? entry["path"] : undefined;
      return typeof written === "string" && isSame(written) ? [at] : [];
    });
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
