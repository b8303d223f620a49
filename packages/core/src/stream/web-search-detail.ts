/** The line that people read beside a web search. */
import type { WebSearchAction } from "@codex-ts/protocol";

function searchDetail({ query, queries }: WebSearchAction): string {
  if (query) return query;
  const first = queries?.[0] ?? "";
  return first !== "" && queries && queries.length > 1 ? `${first} ...` : first;
}

function findDetail({ url, pattern }: WebSearchAction): string {
  if (pattern && url) return `'${pattern}' in ${url}`;
  return pattern ? `'${pattern}'` : (url ?? "");
}

/** What was searched, opened or looked for; empty when the action does not say. */
export function webSearchDetail(action: WebSearchAction): string {
  switch (action.type) {
    case "search":
      return searchDetail(action);
    case "open_page":
      return action.url ?? "";
    case "find_in_page":
      return findDetail(action);
    default:
      return "";
  }
}
