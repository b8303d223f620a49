/** The model's own web search: it runs on the server, we only offer it. */
import { type Tool, textOutput } from "../tool.ts";

/** `web_search`. */
export const webSearch: Tool = {
  name: "web_search",
  accepts: [],
  isParallel: false,
  offer: ({ tools }) =>
    tools.webSearch === "disabled"
      ? "none"
      : { type: "web_search", external_web_access: tools.webSearch === "live" },
  run: async () => textOutput("web_search runs on the server"),
};
