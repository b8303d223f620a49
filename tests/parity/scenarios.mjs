// Where the parity runner looks for our own scenarios. It runs on a Node that reads TypeScript.
export { scenarios } from "./scenarios/all.ts";
