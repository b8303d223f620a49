/** Tells a run to whoever reads it: programs on stdout, or people on stderr. */
import type { ServerNotification, ThreadStartResponse } from "@codex-ts/protocol/app-server";
import type { ThreadDisplay } from "@codex-ts/server";
import type { ExecIo } from "./exec-io.ts";
import { formatHeader } from "./human/header.ts";
import { createHumanPrinter } from "./human/human-printer.ts";
import type { LineWriter } from "./human/line-writer.ts";
import { createPaint, wantsColor } from "./human/paint.ts";
import { createJsonProjector } from "./jsonl/json-projector.ts";
import type { ExecOptions } from "./options/exec-options.ts";

/** One form of output. */
export interface Teller {
  tell(notification: ServerNotification): void;
  /** Tells the answer once more, alone, where that form has a place for it. */
  tellAnswer(message: string): void;
  /** Resolves when readers have kept up. */
  drained(): Promise<void>;
}

/** What a teller begins with. */
export interface TellerOptions {
  readonly options: ExecOptions;
  readonly io: ExecIo;
  readonly stderr: LineWriter;
  readonly started: ThreadStartResponse;
  readonly prompt: string;
  readonly display: ThreadDisplay;
}

/** Begins to tell a run: `thread.started`, or the block of settings with the prompt. */
export function createTeller(options: TellerOptions): Teller {
  return options.options.isJson ? createJsonTeller(options) : createHumanTeller(options);
}

function createJsonTeller({ io: { stdout }, stderr, started }: TellerOptions): Teller {
  const projector = createJsonProjector();
  const print = (event: unknown) => stdout.write(`${JSON.stringify(event)}\n`);
  print({ type: "thread.started", thread_id: started.thread.id });
  return {
    tell(notification) {
      // The stream has no event for it, and people who run the program want to see it all the same.
      if (notification.method === "configWarning") stderr.line(`warning: ${notification.params.summary}`);
      projector.project(notification).forEach(print);
    },
    tellAnswer: () => undefined,
    drained: () => stdout.drained(),
  };
}

function createHumanTeller({ options, io, stderr, started, prompt, display }: TellerOptions): Teller {
  const paint = createPaint(wantsColor(options.color, io.stderr.isTerminal, io.env));
  stderr.line(formatHeader({ version: io.version, started, display, prompt }, paint));
  const printer = createHumanPrinter({ lines: stderr, paint, ...display });
  return {
    tell: (notification) => printer.print(notification),
    tellAnswer: (message) => io.stdout.write(message.endsWith("\n") ? message : `${message}\n`),
    drained: () => io.stderr.drained(),
  };
}
