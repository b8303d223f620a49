/** The syntax tree of a rules file. */
import type { Position } from "../errors.ts";

/** Operators with two sides. */
export type BinaryOperator =
  | "+"
  | "-"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "and"
  | "or";

/** An argument of a call; `name` is undefined for a positional one. */
export interface Argument {
  readonly name: string | undefined;
  readonly value: Expression;
}

/** `for TARGET in ITEMS`, then the conditions after it. */
export interface ComprehensionClause {
  readonly target: Target;
  readonly items: Expression;
  readonly conditions: readonly Expression[];
}

/** Text, or a name whose value is filled in. */
export type FormatPart = string | { readonly name: string; readonly isQuoted: boolean };

/** What yields a value. */
export type Expression = Position &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "format"; readonly parts: readonly FormatPart[] }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "list" | "tuple"; readonly items: readonly Expression[] }
    | {
        readonly kind: "comprehension";
        readonly item: Expression;
        readonly clauses: readonly ComprehensionClause[];
      }
    | { readonly kind: "call"; readonly callee: Expression; readonly args: readonly Argument[] }
    | { readonly kind: "member"; readonly object: Expression; readonly name: string }
    | { readonly kind: "index"; readonly object: Expression; readonly index: Expression }
    | {
        readonly kind: "slice";
        readonly object: Expression;
        readonly start: Expression | undefined;
        readonly end: Expression | undefined;
      }
    | { readonly kind: "unary"; readonly operator: "not" | "-"; readonly operand: Expression }
    | {
        readonly kind: "binary";
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly kind: "conditional";
        readonly condition: Expression;
        readonly then: Expression;
        readonly otherwise: Expression;
      }
  );

/** What an assignment or a loop binds: a name, or several to take a sequence apart. */
export type Target = Position &
  (
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "targets"; readonly targets: readonly Target[] }
  );

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly defaultValue: Expression | undefined;
}

/** What does something. */
export type Statement = Position &
  (
    | { readonly kind: "expression"; readonly expression: Expression }
    | { readonly kind: "assign"; readonly target: Target; readonly value: Expression }
    | { readonly kind: "extend"; readonly name: string; readonly value: Expression }
    | {
        readonly kind: "if";
        readonly condition: Expression;
        readonly then: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly kind: "for";
        readonly target: Target;
        readonly items: Expression;
        readonly body: readonly Statement[];
      }
    | {
        readonly kind: "def";
        readonly name: string;
        readonly parameters: readonly Parameter[];
        readonly body: readonly Statement[];
      }
    | { readonly kind: "return"; readonly value: Expression | undefined }
    | { readonly kind: "pass" | "break" | "continue" }
  );
