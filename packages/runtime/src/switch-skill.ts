/** Switching a skill on or off in the user's settings. */
import { realpathSync } from "node:fs";
import path from "node:path";
import { RuntimeError } from "./errors.ts";

/** Where the settings are, and what `~` means in them. */
export interface SkillSwitchHomes {
  /** The configuration home. */
  readonly home: string;
  readonly userHome: string;
}

/**
 * Changes `[[skills.config]]` of the user's config.toml, and nothing else in it. An entry counts for the skill
 * whichever way its path is written. Throws `RuntimeError` when the file cannot be read or written.
 */
export async function switchSkill(
  { home, userHome }: SkillSwitchHomes,
  file: string,
  isEnabled: boolean,
  signal: AbortSignal,
): Promise<void> {
  const { ConfigError, editUserConfig, setSkill } = await import("@codex-ts/config/edit");
  const canonical = canonicalPath(file);
  const isSame = (written: string) =>
    canonicalPath(path.resolve(home, written.replace(/^~(?=$|\/)/, userHome))) === canonical;
  try {
    await editUserConfig(home, [setSkill(canonical, isEnabled, isSame)], signal);
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new RuntimeError("config", cause.message, { cause });
  }
}

/** A skill that is gone can still be switched, by the path that it had. */
function canonicalPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
