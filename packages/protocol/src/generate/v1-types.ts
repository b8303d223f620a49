/** The types of the older protocol and of the envelopes, under the names that their files export. */
import * as initialize from "../app-server/initialize.ts";
import * as jsonrpc from "../app-server/jsonrpc.ts";
import * as v1Approvals from "../app-server/v1/approvals.ts";
import * as v1Auth from "../app-server/v1/auth.ts";
import * as v1List from "../app-server/v1/conversation-list.ts";
import * as v1Conversations from "../app-server/v1/conversations.ts";
import * as execOneOffCommand from "../app-server/v1/exec-one-off-command.ts";
import * as fuzzyFileSearch from "../app-server/v1/fuzzy-file-search.ts";
import * as gitDiffToRemote from "../app-server/v1/git-diff-to-remote.ts";
import * as v1Listeners from "../app-server/v1/listeners.ts";
import * as v1SavedConfig from "../app-server/v1/saved-config.ts";
import * as v1Turns from "../app-server/v1/turns.ts";
import * as userAgent from "../app-server/v1/user-agent.ts";
import { isSchema, type Schema } from "./schema-types.ts";

/** By published name. */
export const v1Types: ReadonlyMap<string, Schema> = new Map(
  [
    initialize,
    jsonrpc,
    v1Approvals,
    v1Auth,
    v1List,
    v1Conversations,
    fuzzyFileSearch,
    v1Listeners,
    v1SavedConfig,
    v1Turns,
    execOneOffCommand,
    gitDiffToRemote,
    userAgent,
  ]
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Schema] => isSchema(entry[1])),
);
