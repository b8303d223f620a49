/** Questions that the model asks the user, and the answers. */
import * as z from "zod/mini";

export const RequestUserInputQuestionOption = z.object({ label: z.string(), description: z.string() });
/** One answer to pick. */
export type RequestUserInputQuestionOption = z.infer<typeof RequestUserInputQuestionOption>;

export const RequestUserInputQuestion = z.object({
  id: z.string(),
  header: z.string(),
  question: z.string(),
  /** True: free text is an answer too. */
  isOther: z._default(z.boolean(), false),
  /** True: the answer must not be shown. */
  isSecret: z._default(z.boolean(), false),
  options: z.nullish(z.array(RequestUserInputQuestionOption)),
});
/** One question. */
export type RequestUserInputQuestion = z.infer<typeof RequestUserInputQuestion>;

export const RequestUserInputResponse = z.object({
  answers: z.record(z.string(), z.object({ answers: z.array(z.string()) })),
});
/** Answers by the id of the question. */
export type RequestUserInputResponse = z.infer<typeof RequestUserInputResponse>;
