/** Made by `node tooling/codegen/run.ts` from `packages/skills/skills`; edit the files there. */

/** The bundled skills: text by path below the skills folder. */
export const systemSkillFiles: Readonly<Record<string, string>> = {};

/** Changes with any of the texts. */
export const systemSkillsFingerprint = "e3b0c44298fc1c14";
