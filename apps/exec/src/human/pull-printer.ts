/** Shows the download of a model. */
import type { PullProgress } from "@codex-ts/server";

/** Writes to standard error, so that standard output stays the answer's or the events'. */
export interface PullPrinter {
  report(progress: PullProgress): void;
  /** Ends the line of the bar, if there is one. */
  finish(): void;
}

/** Characters of the bar. */
const BAR_WIDTH = 30;
/** How much has to come between two lines where no bar can be shown, in percent. */
const LINE_STEP_PERCENT = 10;

/** A bar that moves on a terminal; elsewhere a line for every step of the server and every tenth of a download. */
export function createPullPrinter(stderr: {
  readonly isTerminal: boolean;
  write(text: string): void;
}): PullPrinter {
  let lastStatus = "";
  let lastPercent = 0;
  let barLength = 0;

  function finish(): void {
    if (barLength > 0) stderr.write("\n");
    barLength = 0;
  }

  return {
    report({ model, status, amount }) {
      const percent = amount && percentOf(amount);
      if (status === lastStatus && (percent === undefined || percent === lastPercent)) return;
      if (percent === undefined || amount === undefined) {
        finish();
        stderr.write(`${model}: ${status}\n`);
      } else if (stderr.isTerminal) {
        const bar = barOf(model, percent, amount);
        stderr.write(`\r${bar.padEnd(barLength)}`);
        barLength = bar.length;
      } else {
        const isNextStep =
          Math.floor(percent / LINE_STEP_PERCENT) > Math.floor(lastPercent / LINE_STEP_PERCENT);
        if (!isNextStep && status === lastStatus) return;
        if (isNextStep) stderr.write(`${model}: ${percent}% of ${sizeOf(amount.total)}\n`);
      }
      lastStatus = status;
      lastPercent = percent ?? lastPercent;
    },
    finish,
  };
}

function barOf(
  model: string,
  percent: number,
  { completed, total }: NonNullable<PullProgress["amount"]>,
): string {
  const filled = Math.round((percent / 100) * BAR_WIDTH);
  const bar = `${"#".repeat(filled)}${"-".repeat(BAR_WIDTH - filled)}`;
  return `${model} [${bar}] ${percent}% ${sizeOf(completed)}/${sizeOf(total)}`;
}

/** Whole percents; layers become known on the way, so that the number may also fall. */
function percentOf({ completed, total }: NonNullable<PullProgress["amount"]>): number {
  return total > 0 ? Math.min(100, Math.floor((completed / total) * 100)) : 0;
}

function sizeOf(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
