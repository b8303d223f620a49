/** Names and their values. */
import { type Position, RulesFault } from "../errors.ts";
import type { Machine } from "./machine.ts";
import { itemsOf } from "./methods.ts";
import type { Target } from "./syntax.ts";
import type { Value } from "./value.ts";

/** The names of a file, a function call or a comprehension, inside those of what surrounds it. */
export interface Scope {
  readonly values: Map<string, Value>;
  readonly outer: Scope | undefined;
  readonly machine: Machine;
}

/** A scope inside another one. */
export function innerScope(outer: Scope): Scope {
  return { values: new Map(), outer, machine: outer.machine };
}

/** The value of a name, or a fault that names what does not exist. */
export function lookUp(scope: Scope, name: string, place: Position): Value {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const value = at.values.get(name);
    if (value !== undefined) return value;
  }
  const builtIn = [...outermost(scope).values.keys()].sort().join(", ");
  throw new RulesFault(place, `nothing is called ${name} here; built in are: ${builtIn}`);
}

function outermost(scope: Scope): Scope {
  return scope.outer ? outermost(scope.outer) : scope;
}

/** Binds the names of a target; a list or tuple is taken apart where there are several. */
export function bind(scope: Scope, target: Target, value: Value): void {
  if (target.kind === "name") {
    scope.values.set(target.name, value);
    return;
  }
  const items = itemsOf(scope.machine, value, target);
  if (items.length !== target.targets.length) {
    throw new RulesFault(target, `${target.targets.length} names cannot hold ${items.length} values`);
  }
  for (const [at, inner] of target.targets.entries()) bind(scope, inner, items[at] ?? null);
}
