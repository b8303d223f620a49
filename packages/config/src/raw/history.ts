/** `[history]` and where logs go. */
import { choice, integer, path, table } from "./schema.ts";

export const history = table(
  { persistence: choice(["save-all", "none"]), max_bytes: integer(0) },
  { required: ["persistence"] },
);

export const logKeys = { log_dir: path };
