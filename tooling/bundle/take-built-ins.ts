/** How the bundle reaches the modules of Node itself. */

/** One import as esbuild prints it, on a line of its own or over several: `x`, `* as x`, `{ x as y }`, or two of them. */
const BUILT_IN_IMPORT = /^import ([^"';]+?) from "(node:[a-z0-9_/]+)";$/gm;
const NAMED = /\{([^}]*)\}/;

/**
 * Turns static imports of Node's modules into calls of `process.getBuiltinModule`. An import makes Node build a
 * view of the whole module, for which it reads every member and so loads what the members load: 2.5 ms for
 * `node:fs` alone.
 */
export function takeBuiltIns(code: string): string {
  return code.replace(BUILT_IN_IMPORT, (_, clause: string, name: string) => {
    const module = `process.getBuiltinModule("${name}")`;
    const named = NAMED.exec(clause)?.[1]?.replaceAll(" as ", ": ");
    const whole = clause.replace(NAMED, "").replace("* as ", "").replaceAll(",", "").trim();
    return [
      ...(whole === "" ? [] : [`const ${whole} = ${module};`]),
      ...(named === undefined ? [] : [`const {${named}} = ${module};`]),
    ].join(" ");
  });
}
