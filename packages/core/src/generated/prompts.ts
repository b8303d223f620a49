/** Made by `node tooling/codegen/run.ts` from `packages/core/prompts`; edit the texts there. */

/** Model-facing texts by file name, without trailing line feeds. */
export const prompts = {
  "compact/no-summary": "(no summary was written)",
  "compact/summary-lead-in": "[Conversation summary] Earlier messages of this thread were replaced by the summary below to free context. It was written by the model that did the work, for whoever goes on with it. Files on disk and the user's messages above are authoritative where they differ from it.",
  "notes/image-rejected": "[image left out: the server could not read it as an image]",
  "notes/image-unsupported": "[image left out: this model reads text only]",
  "notes/too-many-sessions": "Warning: many exec sessions are open at once. End the ones you no longer need (send Ctrl-C with write_stdin, or let them exit): when the limit is reached, the session that was used least recently is killed to make room.",
  "notes/turn-aborted": "The user stopped this turn. Commands that were running may have done part of their work: look before you build on it."
} as const;

/** Tool descriptions; a nested parameter is named by its path (`plan.step`). */
export const toolTexts = {} as const;
