/** `[history]` and where logs go. */
import { choice, integer, path, table } from "./schema.ts";

/** The table cannot stand without `persistence`. */
export const history = table(
  { persistence: choice(["save-all", "none"]), max_bytes: integer(0) },
  { required: ["persistence"] },
);

/** Where log files go. */
export const logKeys = { log_dir: path };
