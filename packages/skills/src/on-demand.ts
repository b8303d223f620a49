/** What most runs do not need, as one piece of the bundle. Loaded by `import()` only. */
export { type ExpandedPrompt, expandPrompt } from "./custom-prompts/expand-prompt.ts";
export { listCustomPrompts } from "./custom-prompts/list-custom-prompts.ts";
export { type PromptArguments, promptArguments } from "./custom-prompts/prompt-arguments.ts";
export { type SkillWatch, type SkillWatchOptions, watchSkillFolders } from "./watch-skill-folders.ts";
