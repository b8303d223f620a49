/** Texts for the model, and where documents about the project are found. */
import { integer, list, path, string } from "./schema.ts";

/** Keys at the top level. */
export const instructionKeys = {
  instructions: string,
  developer_instructions: string,
  compact_prompt: string,
  project_doc_max_bytes: integer(0),
  project_doc_fallback_filenames: list(string),
  project_root_markers: list(string),
};

/** Keys that may also stand in a profile. */
export const profileInstructionKeys = {
  model_instructions_file: path,
  experimental_instructions_file: path,
  experimental_compact_prompt_file: path,
};
