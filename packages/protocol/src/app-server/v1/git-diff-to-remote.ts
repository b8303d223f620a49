/** What a work tree has that no remote has. */
import * as z from "zod/mini";

export const GitSha = z.string();
/** A commit. */
export type GitSha = z.infer<typeof GitSha>;

export const GitDiffToRemoteParams = z.object({ cwd: z.string() });
/** Parameters of `gitDiffToRemote`. */
export type GitDiffToRemoteParams = z.infer<typeof GitDiffToRemoteParams>;

export const GitDiffToRemoteResponse = z.object({ diff: z.string(), sha: GitSha });
/** Answer of `gitDiffToRemote`: against the closest commit of a remote. */
export type GitDiffToRemoteResponse = z.infer<typeof GitDiffToRemoteResponse>;
