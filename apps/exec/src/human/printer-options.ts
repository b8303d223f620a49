/** What the printers of human output write with. */
import type { LineWriter } from "./line-writer.ts";
import type { Paint } from "./paint.ts";

/** Where to write, in which colours, and how much of the model's thinking. */
export interface PrinterOptions {
  readonly lines: LineWriter;
  readonly paint: Paint;
  readonly hidesReasoning: boolean;
  readonly showsRawReasoning: boolean;
}
