/** Splits a tool's text file into the tool's description and those of its parameters. */

export interface ToolText {
  readonly description: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A parameter's heading is its name, or its path for a nested one: `## plan.step`. */
const PARAMETER_HEADING = /^## ([a-z_]+(?:\.[a-z_]+)*)$/;

/**
 * Everything before the first parameter heading is the description; a parameter's text is one line on the
 * wire, so its line breaks become spaces. Throws for a parameter without text or named twice.
 */
export function parseToolText(name: string, text: string): ToolText {
  const description: string[] = [];
  const parameters = new Map<string, string[]>();
  let current = description;
  for (const line of text.split("\n")) {
    const parameter = PARAMETER_HEADING.exec(line)?.[1];
    if (parameter === undefined) {
      current.push(line);
      continue;
    }
    if (parameters.has(parameter)) throw new Error(`${name}: \`${parameter}\` is described twice`);
    current = [];
    parameters.set(parameter, current);
  }
  const described = Object.fromEntries(
    Array.from(parameters, ([parameter, lines]) => [parameter, lines.join(" ").replace(/\s+/g, " ").trim()]),
  );
  const empty = Object.keys(described).find((parameter) => described[parameter] === "");
  if (empty !== undefined) throw new Error(`${name}: \`${empty}\` has no text`);
  return { description: description.join("\n").trim(), parameters: described };
}
