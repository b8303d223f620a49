/** Starts the bundle that lies in the same folder. */
import { createRequire } from "node:module";
import { createLoader } from "./load-scripts.ts";

createLoader(__dirname, createRequire(__filename))("./main.cjs");
