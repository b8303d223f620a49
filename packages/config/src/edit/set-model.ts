import type { Personality, ReasoningEffort } from "@codex-ts/protocol";
import type { KeyPath } from "../toml/key-path.ts";
import type { RawTable } from "../toml/raw-value.ts";
import { setOrClear } from "./edit-document.ts";
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

/** Where a setting that profiles have belongs: the profile in use, be it by a flag or by the file. */
function profileOf(user: RawTable, chosen: string | undefined): KeyPath {
  const name = chosen ?? user["profile"];
  return typeof name === "string" ? ["profiles", name] : [];
}
