/** From what a user wants reviewed to what the reviewer is asked. */
import type { ReviewTarget } from "@codex-ts/protocol";
import { prompts } from "../generated/prompts.ts";
import { fillTemplate } from "../messages/fill-template.ts";

/** A target without blanks around its texts, or why it cannot be reviewed. */
export type ReviewTargetResult =
  | { readonly kind: "valid"; readonly target: ReviewTarget }
  | { readonly kind: "invalid"; readonly message: string };

function named(field: string, value: string, target: (text: string) => ReviewTarget): ReviewTargetResult {
  const text = value.trim();
  if (text === "") return { kind: "invalid", message: `${field} must not be empty` };
  return { kind: "valid", target: target(text) };
}

/** Trims a target's texts and refuses empty ones. */
export function checkReviewTarget(target: ReviewTarget): ReviewTargetResult {
  switch (target.type) {
    case "uncommittedChanges":
      return { kind: "valid", target };
    case "baseBranch":
      return named("branch", target.branch, (branch) => ({ ...target, branch }));
    case "commit": {
      const title = target.title?.trim() || null;
      return named("sha", target.sha, (sha) => ({ ...target, sha, title }));
    }
    case "custom":
      return named("instructions", target.instructions, (instructions) => ({ ...target, instructions }));
  }
}

/** The reviewer's user message. `mergeBase` is where HEAD left the base branch, when that is known. */
export function reviewPrompt(target: ReviewTarget, mergeBase: string | undefined): string {
  switch (target.type) {
    case "uncommittedChanges":
      return prompts["review/uncommitted-changes"];
    case "baseBranch":
      return mergeBase === undefined
        ? fillTemplate(prompts["review/base-branch-unknown"], { branch: target.branch })
        : fillTemplate(prompts["review/base-branch"], { branch: target.branch, merge_base: mergeBase });
    case "commit": {
      const title = target.title ? ` ("${target.title}")` : "";
      return fillTemplate(prompts["review/commit"], { sha: target.sha, title });
    }
    case "custom":
      return target.instructions;
  }
}

/** The review in a few words, for front ends. */
export function reviewHint(target: ReviewTarget): string {
  switch (target.type) {
    case "uncommittedChanges":
      return "current changes";
    case "baseBranch":
      return `changes against '${target.branch}'`;
    case "commit": {
      const commit = `commit ${target.sha.slice(0, 7)}`;
      return target.title ? `${commit}: ${target.title}` : commit;
    }
    case "custom":
      return target.instructions;
  }
}
