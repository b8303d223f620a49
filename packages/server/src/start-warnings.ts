/** What a client is told of the settings as soon as it has come, before it opens any thread. */
import type { NotificationParams } from "@codex-ts/protocol/app-server";
import { type Runtime, RuntimeError } from "@codex-ts/runtime";

/** The params of one `configWarning`. */
export type StartWarning = NotificationParams<"configWarning">;

/** Reads the settings and rules of the process's folder and gives what is wrong with them. Never rejects. */
export async function findStartWarnings(
  { settingsFiles, findRulesFaults }: Runtime,
  signal: AbortSignal,
): Promise<readonly StartWarning[]> {
  try {
    const { config, notices } = await settingsFiles.loadOrDefaults(signal);
    const faults = await findRulesFaults(config, signal);
    return [
      ...notices.map(({ details, ...notice }) => ({ ...notice, details: details ?? null })),
      ...config.warnings
        .filter(({ code }) => code !== "disabled-project")
        .map(({ message, place }) => ({ summary: message, details: null, ...toPlace(place) })),
      ...faults.map(({ summary, details, place }) => ({ summary, details, ...toPlace(place) })),
    ];
  } catch (error) {
    if (!(error instanceof RuntimeError)) return [];
    const summary = "Invalid configuration: no thread can be opened until it is corrected.";
    return [{ summary, details: error.message, ...toPlace(error.place) }];
  }
}

function toPlace(place: RuntimeError["place"]): Pick<StartWarning, "path" | "range"> {
  if (!place) return {};
  return {
    path: place.file,
    range: {
      start: { line: place.line, column: place.column },
      end: { line: place.endLine, column: place.endColumn },
    },
  };
}
