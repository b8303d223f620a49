/** Splits assistant text, as it streams, into prose and proposed plans. */

const OPEN = "<proposed_plan>";
const CLOSE = "</proposed_plan>";

/** A piece of text, or the border of a plan. */
export type PlanSegment =
  | { readonly type: "prose"; readonly text: string }
  | { readonly type: "plan-start" }
  | { readonly type: "plan"; readonly text: string }
  | { readonly type: "plan-end" };

/** Reads text piece by piece. A tag is a line of its own; blanks around it are allowed. */
export interface PlanSplitter {
  push(text: string): PlanSegment[];
  /** Ends the text: what was held back comes out, and an open plan is closed. */
  end(): PlanSegment[];
}

/** True while a line could still turn out to be the tag that matters. */
function mayBecomeTag(line: string, tag: string): boolean {
  const text = line.trimStart();
  return tag.startsWith(text) || (text.startsWith(tag) && text.slice(tag.length).trim() === "");
}

/** Makes a splitter for one message. */
export function createPlanSplitter(): PlanSplitter {
  let inPlan = false;
  /** The start of the current line while it may be a tag; undefined once it cannot be. */
  let held: string | undefined = "";

  const segment = (text: string): PlanSegment[] => {
    if (text === "") return [];
    return [inPlan ? { type: "plan", text } : { type: "prose", text }];
  };

  function endLine(line: string, lineFeed: string): PlanSegment[] {
    if (line.trim() !== (inPlan ? CLOSE : OPEN)) return segment(line + lineFeed);
    inPlan = !inPlan;
    return [{ type: inPlan ? "plan-start" : "plan-end" }];
  }

  function pushPart(part: string, lineFeed: string): PlanSegment[] {
    if (held === undefined) {
      if (lineFeed !== "") held = "";
      return segment(part + lineFeed);
    }
    const line: string = held + part;
    if (lineFeed !== "") {
      held = "";
      return endLine(line, lineFeed);
    }
    if (mayBecomeTag(line, inPlan ? CLOSE : OPEN)) {
      held = line;
      return [];
    }
    held = undefined;
    return segment(line);
  }

  return {
    push(text) {
      const lines = text.split("\n");
      return merge(
        lines.flatMap((line, index) => {
          const isLast = index === lines.length - 1;
          return isLast && line === "" ? [] : pushPart(line, isLast ? "" : "\n");
        }),
      );
    },
    end() {
      const rest = held === undefined || held === "" ? [] : endLine(held, "");
      held = "";
      const closing: PlanSegment[] = inPlan ? [{ type: "plan-end" }] : [];
      inPlan = false;
      return [...rest, ...closing];
    },
  };
}

/** Joins neighbours of one kind, so that one delta in makes as few as possible out. */
function merge(segments: readonly PlanSegment[]): PlanSegment[] {
  const merged: PlanSegment[] = [];
  for (const next of segments) {
    const last = merged.at(-1);
    if (last && "text" in last && "text" in next && last.type === next.type) {
      merged[merged.length - 1] = { type: next.type, text: last.text + next.text };
    } else merged.push(next);
  }
  return merged;
}

/** A whole text without its plans, and the last plan in it. */
export function splitPlan(text: string): { readonly prose: string; readonly plan: string | undefined } {
  const splitter = createPlanSplitter();
  let prose = "";
  let plan: string | undefined;
  for (const segment of [...splitter.push(text), ...splitter.end()]) {
    if (segment.type === "prose") prose += segment.text;
    else if (segment.type === "plan-start") plan = "";
    else if (segment.type === "plan") plan = (plan ?? "") + segment.text;
  }
  return { prose, plan };
}
