/** Functions that every rules file has besides `prefix_rule`. */
import { type Position, RulesFault } from "../errors.ts";
import { bindArguments, type ParameterName } from "./bind-arguments.ts";
import { type Machine, spend } from "./machine.ts";
import { itemsOf } from "./methods.ts";
import { display } from "./operators.ts";
import { type FunctionValue, typeName, type Value } from "./value.ts";

type Run = (machine: Machine, args: readonly Value[], place: Position) => Value;

/** A built-in by its parameters; those in `optional` may be left out. */
interface Builtin {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly run: Run;
}

const BUILTINS: Readonly<Record<string, Builtin>> = {
  len: { required: ["value"], optional: [], run: lengthOf },
  range: { required: ["start"], optional: ["stop"], run: range },
  str: {
    required: ["value"],
    optional: [],
    run: (machine, [value = null], place) => display(machine, value, place),
  },
  list: {
    required: [],
    optional: ["items"],
    run: (machine, [items], place) => ({
      kind: "list",
      items: items === undefined ? [] : [...itemsOf(machine, items, place)],
    }),
  },
  enumerate: { required: ["items"], optional: [], run: enumerate },
  fail: {
    required: ["message"],
    optional: [],
    run: (machine, [message = null], place) => {
      throw new RulesFault(place, `fail: ${display(machine, message, place)}`);
    },
  },
};

/** The built-in functions, bound to the machine that runs the file. */
export function builtinFunctions(machine: Machine): readonly FunctionValue[] {
  return Object.entries(BUILTINS).map(([name, builtin]) => {
    const parameters: readonly ParameterName[] = [
      ...builtin.required.map((parameter) => ({ name: parameter, isRequired: true })),
      ...builtin.optional.map((parameter) => ({ name: parameter, isRequired: false })),
    ];
    return {
      kind: "function",
      name,
      call(args, place) {
        const bound = bindArguments(name, parameters, args, place);
        const values = parameters.flatMap((parameter) => {
          const value = bound.get(parameter.name);
          return value === undefined ? [] : [value];
        });
        return builtin.run(machine, values, place);
      },
    };
  });
}

function lengthOf(machine: Machine, [value = null]: readonly Value[], place: Position): Value {
  if (typeof value === "string") {
    spend(machine, value.length, place);
    return [...value].length;
  }
  if (typeof value === "object" && value !== null && value.kind !== "function") return value.items.length;
  throw new RulesFault(place, `${typeName(value)} has no length`);
}

function range(machine: Machine, [first = null, second]: readonly Value[], place: Position): Value {
  const start = second === undefined ? 0 : first;
  const stop = second === undefined ? first : second;
  if (typeof start !== "number" || typeof stop !== "number") throw new RulesFault(place, "range takes ints");
  const length = Math.max(0, stop - start);
  spend(machine, length, place);
  return { kind: "list", items: Array.from({ length }, (_, at) => start + at) };
}

function enumerate(machine: Machine, [items = null]: readonly Value[], place: Position): Value {
  const pairs = itemsOf(machine, items, place).map(
    (item, at): Value => ({ kind: "tuple", items: [at, item] }),
  );
  return { kind: "list", items: pairs };
}
