/** What a client is told of the settings as soon as it has come, before it opens any thread. */
import type { NotificationParams } from "@codex-ts/protocol/app-server";
import { type Runtime, RuntimeError, type SettingsPlace } from "@codex-ts/runtime";

/** The params of one `configWarning`. */
export type StartWarning = NotificationParams<"configWarning">;

/** Reads the settings and rules of the process's folder and gives what is wrong with them. Never rejects. */
export async function findStartWarnings(
  runtime: Runtime,
  signal: AbortSignal,
): Promise<readonly StartWarning[]> {
  const request = { cwd: undefined, overrides: {}, config: {}, history: { kind: "new" } } as const;
  try {
    const config = await runtime.loadSettings(request, signal);
    const faults = await runtime.findRulesFaults(config, signal);
    return [
      ...config.warnings.map(({ message, place }) => ({
        summary: message,
        details: null,
        ...toPlace(place),
      })),
      ...faults.map(({ summary, details, place }) => ({ summary, details, ...toPlace(place) })),
    ];
  } catch (error) {
    if (!(error instanceof RuntimeError)) return [];
    const summary = "Invalid configuration: no thread can be opened until it is corrected.";
    return [{ summary, details: error.message, ...toPlace(error.place) }];
  }
}

function toPlace(place: SettingsPlace | undefined): Pick<StartWarning, "path" | "range"> {
  if (!place) return {};
  return {
    path: place.file,
    range: {
      start: { line: place.line, column: place.column },
      end: { line: place.endLine, column: place.endColumn },
    },
  };
}
