/** Reads the skills that a turn uses, for the model. */
import { readFile } from "node:fs/promises";
import { failureReason } from "./failure-reason.ts";
import type { Skill } from "./skill.ts";

/** A skill as the model reads it. */
export interface SkillBody {
  readonly name: string;
  /** Of its `SKILL.md`. */
  readonly path: string;
  /** The whole file, front matter included. */
  readonly contents: string;
}

/** The skills that could be read, in the order asked for. */
export interface SkillBodies {
  readonly bodies: readonly SkillBody[];
  /** Those that could not be read, each with a message for the user. */
  readonly failures: readonly { readonly name: string; readonly message: string }[];
}

/** Reads the files anew, so that an edit counts from the next turn on. */
export async function readSkillBodies(skills: readonly Skill[], signal: AbortSignal): Promise<SkillBodies> {
  const bodies: SkillBody[] = [];
  const failures: SkillBodies["failures"][number][] = [];
  for (const { name, path } of skills) {
    try {
      const contents = await readFile(path, { encoding: "utf8", signal });
      bodies.push({ name, path, contents });
    } catch (error) {
      signal.throwIfAborted();
      failures.push({ name, message: `Failed to load skill ${name} at ${path}: ${failureReason(error)}` });
    }
  }
  return { bodies, failures };
}
