import { type Finding, importedFile, type Repo } from "./repo.ts";

/** Finds files that import each other in a circle, imports of types included. */
export function checkCycles(repo: Repo): readonly Finding[] {
  const known = new Set(repo.modules.map((module) => module.path));
  const edges = new Map(
    repo.modules.map((module) => {
      const targets = module.imports.map((found) => importedFile(repo, module.path, found.specifier));
      return [module.path, targets.filter((target) => target !== undefined && known.has(target)) as string[]];
    }),
  );
  return circles(edges).map((files) => ({
    file: files[0] ?? "",
    line: 1,
    message: `imports in a circle: ${files.join(" -> ")}`,
  }));
}

/** Strongly connected parts of two files or more, each sorted (Tarjan's algorithm). */
export function circles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];

  function visit(node: string): number {
    const own = order.size;
    order.set(node, own);
    let low = own;
    stack.push(node);
    onStack.add(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (onStack.has(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === own) collect(node);
    return low;
  }

  function collect(root: string): void {
    const part = stack.splice(stack.lastIndexOf(root));
    for (const node of part) onStack.delete(node);
    const isLoop = part.length > 1 || (edges.get(root) ?? []).includes(root);
    if (isLoop) found.push(part.sort());
  }

  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}
