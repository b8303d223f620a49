/** Finding files by parts of their path. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";

export const FuzzyFileSearchResult = z.object({
  /** Relative to `root`. */
  path: z.string(),
  file_name: z.string(),
  root: z.string(),
  score: Uint32,
  /** Characters of the path that matched. */
  indices: z.nullish(z.array(Uint32)),
});
/** One match. */
export type FuzzyFileSearchResult = z.infer<typeof FuzzyFileSearchResult>;

export const FuzzyFileSearchParams = z.object({
  query: z.string(),
  roots: z.array(z.string()),
  cancellationToken: z.nullish(z.string()),
});
/** Parameters of `fuzzyFileSearch`. */
export type FuzzyFileSearchParams = z.infer<typeof FuzzyFileSearchParams>;

export const FuzzyFileSearchResponse = z.object({ files: z.array(FuzzyFileSearchResult) });
/** Answer of `fuzzyFileSearch`: at most 50 matches, best first. */
export type FuzzyFileSearchResponse = z.infer<typeof FuzzyFileSearchResponse>;
