/** Reads the head of a `SKILL.md`. */
import { failureReason } from "./failure-reason.ts";
import { quoteColons, readSimpleYaml } from "./simple-yaml.ts";
import { boundedText, isRecord } from "./text-fields.ts";

const MAX_NAME = 64;
const MAX_DESCRIPTION = 1024;

/** What the head of a `SKILL.md` says. */
export interface FrontMatter {
  readonly name: string;
  readonly description: string;
  readonly shortDescription: string | undefined;
}

/** A head that was read, or why it cannot be used. */
export type FrontMatterResult =
  | { readonly kind: "read"; readonly frontMatter: FrontMatter }
  | { readonly kind: "invalid"; readonly message: string };

const invalid = (message: string): FrontMatterResult => ({ kind: "invalid", message });

/** The lines between the first two `---`; undefined when the file does not begin with them. */
function split(text: string): string | undefined {
  const [first, ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (first?.trimEnd() !== "---") return undefined;
  const end = lines.findIndex((line) => line.trimEnd() === "---");
  return end < 0 ? undefined : lines.slice(0, end).join("\n");
}

async function readYaml(source: string): Promise<unknown> {
  const simple = readSimpleYaml(source);
  if (simple) return simple;
  const { parseYaml } = await import("./parse-yaml.ts");
  try {
    return parseYaml(source);
  } catch (error) {
    const quoted = quoteColons(source);
    if (quoted === source) throw error;
    return parseYaml(quoted);
  }
}

function toFrontMatter(fields: Record<string, unknown>): FrontMatterResult {
  const name = boundedText(fields["name"], MAX_NAME);
  const description = boundedText(fields["description"], MAX_DESCRIPTION);
  const metadata = isRecord(fields["metadata"]) ? fields["metadata"] : {};
  const short = boundedText(metadata["short-description"], MAX_DESCRIPTION);
  if (name.kind === "missing") return invalid("missing field `name`");
  if (name.kind === "too-long") return invalid(`\`name\` is longer than ${MAX_NAME} characters`);
  if (description.kind === "missing") return invalid("missing field `description`");
  if (description.kind === "too-long") {
    return invalid(`\`description\` is longer than ${MAX_DESCRIPTION} characters`);
  }
  if (short.kind === "too-long") {
    return invalid(`\`metadata.short-description\` is longer than ${MAX_DESCRIPTION} characters`);
  }
  const shortDescription = short.kind === "text" ? short.text : undefined;
  return {
    kind: "read",
    frontMatter: { name: name.text, description: description.text, shortDescription },
  };
}

/** Reads the front matter of a skill's text. Unknown keys are ignored; a byte-order mark is accepted. */
export async function readFrontMatter(text: string): Promise<FrontMatterResult> {
  const source = split(text);
  if (source === undefined) return invalid("missing YAML frontmatter delimited by ---");
  try {
    const fields = await readYaml(source);
    return isRecord(fields) ? toFrontMatter(fields) : invalid("the front matter has no keys");
  } catch (error) {
    return invalid(`invalid YAML: ${failureReason(error)}`);
  }
}
