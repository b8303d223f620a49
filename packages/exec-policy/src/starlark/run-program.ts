/** Running the statements of a rules file. */
import { RulesFault } from "../errors.ts";
import { bindArguments } from "./bind-arguments.ts";
import { builtinFunctions } from "./builtins.ts";
import { evaluate } from "./evaluate.ts";
import { createMachine, deeper } from "./machine.ts";
import { itemsOf } from "./methods.ts";
import { applyOperator } from "./operators.ts";
import { bind, innerScope, type Scope } from "./scope.ts";
import type { Statement } from "./syntax.ts";
import { type FunctionValue, isTruthy, type Value } from "./value.ts";

type StatementOf<Kind extends Statement["kind"]> = Extract<Statement, { kind: Kind }>;

/** How a statement leaves what surrounds it. */
type Outcome =
  | { readonly kind: "next" | "break" | "continue" }
  | { readonly kind: "return"; readonly value: Value };

const NEXT: Outcome = { kind: "next" };

/**
 * Runs a file from top to bottom with the given functions. Bounded in work and depth: it ends, with
 * `RulesFault` if it would do too much.
 */
export function runProgram(program: readonly Statement[], functions: readonly FunctionValue[]): void {
  const machine = createMachine();
  const named = [...builtinFunctions(machine), ...functions].map((value) => [value.name, value] as const);
  const builtins: Scope = { values: new Map<string, Value>(named), outer: undefined, machine };
  runBlock(innerScope(builtins), program);
}

function runBlock(scope: Scope, statements: readonly Statement[]): Outcome {
  for (const statement of statements) {
    const outcome = deeper(scope.machine, statement, () => runStatement(scope, statement));
    if (outcome.kind !== "next") return outcome;
  }
  return NEXT;
}

function runStatement(scope: Scope, statement: Statement): Outcome {
  switch (statement.kind) {
    case "expression":
      evaluate(scope, statement.expression);
      return NEXT;
    case "assign":
      bind(scope, statement.target, evaluate(scope, statement.value));
      return NEXT;
    case "extend":
      return extend(scope, statement);
    case "if":
      return runBlock(
        scope,
        isTruthy(evaluate(scope, statement.condition)) ? statement.then : statement.otherwise,
      );
    case "for":
      return runFor(scope, statement);
    case "def":
      scope.values.set(statement.name, defineFunction(scope, statement));
      return NEXT;
    case "return":
      return { kind: "return", value: statement.value ? evaluate(scope, statement.value) : null };
    case "pass":
      return NEXT;
    default:
      return { kind: statement.kind };
  }
}

function extend(scope: Scope, statement: StatementOf<"extend">): Outcome {
  const current = scope.values.get(statement.name);
  if (current === undefined) {
    throw new RulesFault(statement, `${statement.name} must have a value here before += can add to it`);
  }
  const added = evaluate(scope, statement.value);
  if (typeof current === "object" && current?.kind === "list") {
    for (const item of itemsOf(scope.machine, added, statement)) current.items.push(item);
  } else {
    scope.values.set(statement.name, applyOperator(scope.machine, "+", current, added, statement));
  }
  return NEXT;
}

function runFor(scope: Scope, statement: StatementOf<"for">): Outcome {
  for (const item of itemsOf(scope.machine, evaluate(scope, statement.items), statement.items)) {
    bind(scope, statement.target, item);
    const outcome = runBlock(scope, statement.body);
    if (outcome.kind === "break") break;
    if (outcome.kind === "return") return outcome;
  }
  return NEXT;
}

function defineFunction(scope: Scope, definition: StatementOf<"def">): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const { name, defaultValue } of definition.parameters) {
    if (defaultValue) defaults.set(name, evaluate(scope, defaultValue));
  }
  const parameters = definition.parameters.map(({ name }) => ({ name, isRequired: !defaults.has(name) }));
  return {
    kind: "function",
    name: definition.name,
    call(args, place) {
      const given = bindArguments(definition.name, parameters, args, place);
      const local = innerScope(scope);
      for (const [name, value] of [...defaults, ...given]) local.values.set(name, value);
      const outcome = deeper(scope.machine, place, () => runBlock(local, definition.body));
      return outcome.kind === "return" ? outcome.value : null;
    },
  };
}
