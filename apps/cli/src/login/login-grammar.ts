/** What `codex login` and `codex logout` understand. */
import type { Grammar, HelpPage } from "@codex-ts/std";
import { globalFlags } from "../global-flags.ts";

export const loginGrammar: Grammar = {
  maxWords: 0,
  subcommands: ["status", "help"],
  flags: [
    {
      name: "with-api-key",
      takes: "nothing",
      conflictsWith: ["device-auth"],
      help: "Read an API key from standard input: printenv OPENAI_API_KEY | codex login --with-api-key",
    },
    {
      name: "device-auth",
      takes: "nothing",
      help: "Log in on another device, with a code (for machines without a browser)",
    },
    // Understood so that it is refused with a reason: a key on a command line is seen by every user of the machine.
    { name: "api-key", takes: "value", valueName: "API_KEY", isHidden: true, help: "" },
    { name: "experimental_issuer", takes: "value", valueName: "URL", isHidden: true, help: "" },
    { name: "experimental_client-id", takes: "value", valueName: "CLIENT_ID", isHidden: true, help: "" },
    ...globalFlags,
  ],
};

export const loginPage: HelpPage = {
  about: "Log in with ChatGPT in the browser, or store an API key.",
  usage: ["codex login [OPTIONS] [COMMAND]"],
  sections: [{ title: "Commands", rows: [["status", "Show who is logged in"]] }],
};

export const statusGrammar: Grammar = { maxWords: 0, subcommands: [], flags: globalFlags };

export const statusPage: HelpPage = {
  about: "Show who is logged in. Ends with 0 when requests can be paid for, else with 1.",
  usage: ["codex login status [OPTIONS]"],
  sections: [],
};

export const logoutPage: HelpPage = {
  about: "Remove the stored login, from every place where it may be.",
  usage: ["codex logout [OPTIONS]"],
  sections: [],
};
