/** One variable that a `.env` file sets. */
export interface DotenvEntry {
  readonly name: string;
  readonly value: string;
}

// One assignment: `export` may stand before it; the value is quoted (and may then span lines) or bare.
const ASSIGNMENT =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?:'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|([^\r\n'"]*?))[ \t]*(?:(?<=[\s'"=])#[^\r\n]*)?$/gm;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/**
 * Reads the text of `$CODEX_HOME/.env`: the variables to set, in order, later ones winning. Names that start
 * with `CODEX_` in any case are left out, since that file must not redirect the program itself; lines that
 * cannot be read are skipped. Values are taken as they are: `$NAME` inside them is not replaced.
 */
export function parseDotenv(text: string): readonly DotenvEntry[] {
  const entries: DotenvEntry[] = [];
  for (const [, name = "", single, double, bare] of text.replace(/\r\n/g, "\n").matchAll(ASSIGNMENT)) {
    if (name.toUpperCase().startsWith("CODEX_")) continue;
    entries.push({ name, value: single ?? expandEscapes(double) ?? bare ?? "" });
  }
  return entries;
}

function expandEscapes(text: string | undefined): string | undefined {
  return text?.replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? character);
}
