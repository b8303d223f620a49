/** Matching the arguments of a call with the parameters of a function. */
import { type Position, RulesFault } from "../errors.ts";
import type { CallArguments, Value } from "./value.ts";

/** A parameter's name, and whether a call must give it. */
export interface ParameterName {
  readonly name: string;
  readonly isRequired: boolean;
}

/** The values given, by parameter; parameters that were left out are absent. */
export function bindArguments(
  functionName: string,
  parameters: readonly ParameterName[],
  args: CallArguments,
  place: Position,
): ReadonlyMap<string, Value> {
  const bound = new Map<string, Value>();
  if (args.positional.length > parameters.length) {
    throw new RulesFault(
      place,
      `${functionName} takes at most ${parameters.length} arguments, not ${args.positional.length}`,
    );
  }
  for (const [at, value] of args.positional.entries()) {
    const parameter = parameters[at];
    if (parameter) bound.set(parameter.name, value);
  }
  for (const [name, value] of args.named) {
    if (!parameters.some((parameter) => parameter.name === name)) {
      const names = parameters.map((parameter) => parameter.name).join(", ");
      throw new RulesFault(place, `${functionName} has no parameter ${name}; it has: ${names || "none"}`);
    }
    if (bound.has(name)) throw new RulesFault(place, `${functionName} is given ${name} twice`);
    bound.set(name, value);
  }
  const missing = parameters.find((parameter) => parameter.isRequired && !bound.has(parameter.name));
  if (missing) throw new RulesFault(place, `${functionName} needs its argument ${missing.name}`);
  return bound;
}
