/** Writes whole lines, and one line in two parts when nothing comes between them. */

/** Lines on one stream. */
export interface LineWriter {
  /** Writes one or more whole lines; a line that was begun is ended first. */
  line(text: string): void;
  /** Begins a line that `end` with the same key may complete. */
  begin(key: string, text: string): void;
  /** Completes the line that was begun with this key; false, and nothing is written, when it is not the last one. */
  end(key: string, text: string): boolean;
}

/** Makes the one writer of a stream. */
export function createLineWriter(output: { write(text: string): void }): LineWriter {
  let open: string | undefined;
  const finish = () => {
    if (open !== undefined) output.write("\n");
    open = undefined;
  };
  return {
    line(text) {
      finish();
      output.write(`${text}\n`);
    },
    begin(key, text) {
      finish();
      output.write(text);
      open = key;
    },
    end(key, text) {
      if (open !== key) return false;
      output.write(`${text}\n`);
      open = undefined;
      return true;
    },
  };
}
