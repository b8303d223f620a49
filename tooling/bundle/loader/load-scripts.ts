/** Runs the scripts of a bundle, each with the compiled code that the build has kept for it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";

/** What a script wants from its surroundings: those of a CommonJS module, late imports, and its own address. */
type Wrapped = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  __import: (name: string) => Promise<unknown>,
  __dirname: string,
  __url: string,
) => void;

/** Ending of the file beside a script that holds its compiled code. */
export const COMPILED = ".compiled";

/**
 * Makes the `require` of the bundle in `folder`. Its own scripts are named `./FILE` and run once. Everything else
 * is a module of Node or a package below `folder`: what is installed elsewhere must not change the program.
 *
 * `onScript` hears of each script, before it runs, with the file that its compiled code belongs into.
 */
export function createLoader(
  folder: string,
  requirePackage: (file: string) => unknown,
  onScript?: (compiledFile: string, script: Script) => void,
): (name: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();

  function runScript(name: string): unknown {
    const module = { exports: {} };
    // Known before it runs, since scripts may need each other in a circle.
    loaded.set(name, module);
    const file = path.join(folder, name);
    const { href } = pathToFileURL(file);
    const compiledFile = file + COMPILED;
    // Code that another Node has compiled is refused by V8, and the script compiled anew.
    const script = new Script(readFileSync(file, "utf8"), {
      filename: href,
      cachedData: readIfThere(compiledFile),
    });
    onScript?.(compiledFile, script);
    (script.runInThisContext() as Wrapped)(load, module, module.exports, importLate, folder, href);
    return module.exports;
  }

  async function importLate(name: string): Promise<unknown> {
    const exports = load(name);
    return isOwn(name) ? exports : { ...(exports as object), default: exports };
  }

  function load(name: string): unknown {
    if (isOwn(name)) return loaded.get(name)?.exports ?? runScript(name);
    return process.getBuiltinModule(name) ?? requirePackage(path.join(folder, "node_modules", name));
  }
  return load;
}

function isOwn(name: string): boolean {
  return name.startsWith("./");
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
