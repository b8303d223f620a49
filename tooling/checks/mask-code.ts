/** A string literal of the source: where its quotes stand and what is between them, escapes not resolved. */
export interface StringLiteral {
  readonly start: number;
  readonly value: string;
}

/** Source text with everything that is not code blanked out, character for character, so positions stay true. */
export interface MaskedCode {
  /** Comments, regular expressions and the insides of strings and templates are spaces; line ends are kept. */
  readonly code: string;
  readonly strings: readonly StringLiteral[];
}

/** Words after which a slash starts a regular expression, not a division. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;

/** Separates code from comments, strings, templates and regular expressions of a TypeScript file. */
export function maskCode(text: string): MaskedCode {
  const out: string[] = [];
  const strings: StringLiteral[] = [];
  /** Depth of braces at which each open template expression ends. */
  const templates: number[] = [];
  let depth = 0;
  let at = 0;

  const keep = (count: number) => {
    out.push(text.slice(at, at + count));
    at += count;
  };
  const blankTo = (end: number) => {
    out.push(text.slice(at, end).replace(/[^\n]/g, " "));
    at = end;
  };
  const indexOr = (found: number) => (found < 0 ? text.length : found);

  function quoted(quote: string): void {
    const start = at;
    keep(1);
    let end = at;
    while (end < text.length && text[end] !== quote && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
    strings.push({ start, value: text.slice(at, end) });
    blankTo(Math.min(end, text.length));
    keep(1);
  }

  /** Blanks template text up to its end or to the next expression. */
  function templateText(): void {
    let end = at;
    while (end < text.length && text[end] !== "`" && !text.startsWith("${", end))
      end += text[end] === "\\" ? 2 : 1;
    blankTo(Math.min(end, text.length));
    if (text[at] === "`") keep(1);
    else if (at < text.length) {
      keep(2);
      templates.push(depth);
    }
  }

  function regex(): void {
    let end = at + 1;
    let inClass = false;
    while (end < text.length && text[end] !== "\n" && (inClass || text[end] !== "/")) {
      if (text[end] === "[") inClass = true;
      else if (text[end] === "]") inClass = false;
      end += text[end] === "\\" ? 2 : 1;
    }
    blankTo(Math.min(end + 1, text.length));
  }

  function slashStartsRegex(): boolean {
    const before = out.slice(-200).join("").trimEnd();
    return before === "" || !/[\w$)\]"'`]$/.test(before) || BEFORE_REGEX.test(before);
  }

  while (at < text.length) {
    const char = text[at];
    if (text.startsWith("//", at)) blankTo(indexOr(text.indexOf("\n", at)));
    else if (text.startsWith("/*", at)) blankTo(Math.min(indexOr(text.indexOf("*/", at)) + 2, text.length));
    else if (char === '"' || char === "'") quoted(char);
    else if (char === "`") {
      keep(1);
      templateText();
    } else if (char === "/" && slashStartsRegex()) regex();
    else if (char === "}" && templates.at(-1) === depth) {
      templates.pop();
      keep(1);
      templateText();
    } else {
      if (char === "{") depth += 1;
      else if (char === "}") depth -= 1;
      keep(1);
    }
  }
  return { code: out.join(""), strings };
}
