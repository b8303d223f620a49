/** The types of the newer protocol: what the files of `app-server/v2` export, under the same names. */
import * as account from "../app-server/v2/account.ts";

import * as apps from "../app-server/v2/apps.ts";
import * as commandExec from "../app-server/v2/command-exec.ts";
import * as configLayers from "../app-server/v2/config-layers.ts";
import * as configRead from "../app-server/v2/config-read.ts";
import * as configRequirements from "../app-server/v2/config-requirements.ts";
import * as configValues from "../app-server/v2/config-values.ts";
import * as configWrite from "../app-server/v2/config-write.ts";
import * as errorInfo from "../app-server/v2/error-info.ts";
import * as features from "../app-server/v2/features.ts";
import * as feedback from "../app-server/v2/feedback.ts";
import * as itemNotifications from "../app-server/v2/item-notifications.ts";
import * as mcpServers from "../app-server/v2/mcp-servers.ts";
import * as models from "../app-server/v2/models.ts";
import * as notices from "../app-server/v2/notices.ts";
import * as rateLimits from "../app-server/v2/rate-limits.ts";
import * as review from "../app-server/v2/review.ts";
import * as sandboxPolicy from "../app-server/v2/sandbox-policy.ts";
import * as skills from "../app-server/v2/skills.ts";
import * as thread from "../app-server/v2/thread.ts";
import * as threadChanges from "../app-server/v2/thread-changes.ts";
import * as threadItem from "../app-server/v2/thread-item.ts";
import * as threadList from "../app-server/v2/thread-list.ts";
import * as threadNotifications from "../app-server/v2/thread-notifications.ts";
import * as threadOpen from "../app-server/v2/thread-open.ts";

import * as turn from "../app-server/v2/turn.ts";
import * as turnControl from "../app-server/v2/turn-control.ts";
import * as turnNotifications from "../app-server/v2/turn-notifications.ts";
import * as userInput from "../app-server/v2/user-input.ts";
import { isSchema, type Schema } from "./schema-types.ts";

/** By published name. */
export const v2Types: ReadonlyMap<string, Schema> = new Map(
  [
    account,
    apps,
    commandExec,
    configLayers,
    configRead,
    configRequirements,
    configValues,
    configWrite,
    errorInfo,
    features,
    feedback,
    itemNotifications,
    mcpServers,
    models,
    notices,
    rateLimits,
    review,
    sandboxPolicy,
    skills,
    thread,
    threadChanges,
    threadItem,
    threadList,
    threadNotifications,
    threadOpen,
    turn,
    turnControl,
    turnNotifications,
    userInput,
  ]
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Schema] => isSchema(entry[1])),
);
