/** What a parity run says about the scenarios that have to pass. */
export interface ParityVerdict {
  /** Expected scenarios that differ or did not run, with what the runner said of them. */
  readonly broken: readonly string[];
  /** Scenarios that pass without being expected: they belong on the list. */
  readonly gained: readonly string[];
}

/**
 * Compares the lines of a parity runner with the list of expected scenarios: `same NAME` and `DIFF NAME: …`, which
 * the runner of the app-server writes as `different NAME: …`.
 */
export function compareExpected(output: string, expected: readonly string[]): ParityVerdict {
  const lines = [...output.matchAll(/^(same|DIFF|different) +([\w-]+)(?:: (.*))?$/gm)];
  const same = new Set(lines.filter((line) => line[1] === "same").map((line) => line[2] ?? ""));
  const differing = new Map(
    lines.filter((line) => line[1] !== "same").map((line) => [line[2] ?? "", line[3] ?? ""]),
  );
  return {
    broken: expected
      .filter((name) => !same.has(name))
      .map((name) => `${name}: ${differing.get(name) ?? "did not run"}`),
    gained: [...same].filter((name) => !expected.includes(name)),
  };
}
