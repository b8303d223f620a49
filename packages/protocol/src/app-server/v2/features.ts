/** Feature flags. */
import * as z from "zod/mini";
import { Uint32 } from "../../numbers.ts";

const page = { cursor: z.nullish(z.string()), limit: z.nullish(Uint32) };

export const ExperimentalFeatureStage = z.enum([
  "beta",
  "underDevelopment",
  "stable",
  "deprecated",
  "removed",
]);
/** How finished a feature is. */
export type ExperimentalFeatureStage = z.infer<typeof ExperimentalFeatureStage>;

export const ExperimentalFeature = z.object({
  name: z.string(),
  defaultEnabled: z.boolean(),
  enabled: z.boolean(),
  stage: ExperimentalFeatureStage,
  announcement: z.nullable(z.string()),
  description: z.nullable(z.string()),
  displayName: z.nullable(z.string()),
});
/** One flag; the texts are there for beta features only. */
export type ExperimentalFeature = z.infer<typeof ExperimentalFeature>;

export const ExperimentalFeatureListParams = z.object({ ...page });
/** Parameters of `experimentalFeature/list`. */
export type ExperimentalFeatureListParams = z.infer<typeof ExperimentalFeatureListParams>;

export const ExperimentalFeatureListResponse = z.object({
  data: z.array(ExperimentalFeature),
  nextCursor: z.nullable(z.string()),
});
/** Answer of `experimentalFeature/list`. */
export type ExperimentalFeatureListResponse = z.infer<typeof ExperimentalFeatureListResponse>;

export const MockExperimentalMethodParams = z.object({ value: z.nullish(z.string()) });
/** Parameters of `mock/experimentalMethod`. Does nothing; for tests of the gate. */
export type MockExperimentalMethodParams = z.infer<typeof MockExperimentalMethodParams>;

export const MockExperimentalMethodResponse = z.object({ echoed: z.nullable(z.string()) });
/** Answer of `mock/experimentalMethod`. */
export type MockExperimentalMethodResponse = z.infer<typeof MockExperimentalMethodResponse>;
