/** Commands of 0.99.0 that are not there yet, with their aliases; each is refused by its name, with status 1. */
export const absentCommands: readonly string[] = [
  "mcp-server",
  "apply",
  "a",
  "resume",
  "fork",
  "cloud",
  "cloud-tasks",
  "completion",
  "responses-api-proxy",
  "stdio-to-uds",
];
