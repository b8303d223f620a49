/** What a program tells the composition root about itself and its surroundings. */
import type { RefusedCall } from "@codex-ts/core";
import type { PullProgress } from "@codex-ts/model-client/on-demand";
import type { SessionSource } from "@codex-ts/protocol";

/** Fixed for the life of the process. */
export interface RuntimeOptions {
  /** Our own version, as it stands in rollouts, user agents and headers. */
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home directory. */
  readonly userHome: string;
  /** The process's working directory. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly osName: string;
  readonly osVersion: string;
  readonly pid: number;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  /** The shell of the user's passwd entry. */
  readonly loginShell: string | undefined;
  /** The machine's directory of settings. */
  readonly systemDir: string;
  /** argv that starts this program as the patch tool; it reads the patch from its standard input. */
  readonly patchCommand: readonly string[];
  /** Where a release keeps the files that it loads at run time. */
  readonly programFolder: string;
  /** Who we are to servers, unless the environment says otherwise. */
  readonly originator: string;
  readonly source: SessionSource;
  /** True where `CODEX_API_KEY` counts as a login. */
  readonly acceptsCodexApiKey: boolean;
  /** True where a thread without a login is of no use, since nobody can log in while it is open. */
  readonly mustBeLoggedIn: boolean;
  /** Whether use is counted for the user's own exporter of metrics where `[analytics]` says nothing. */
  readonly areAnalyticsOnByDefault: boolean;
  /** Tells the user a sentence that belongs to no thread. */
  readonly tell: (sentence: string) => void;
  /** Told of calls that do not run though nobody was asked; left out where nobody would show it. */
  readonly onCallRefused?: ((refused: RefusedCall) => void) | undefined;
  /** Told in a sentence why a request for a model got no answer, each time; left out where nobody would show it. */
  readonly onUnreached?: ((sentence: string) => void) | undefined;
}

/** Settings of the command line that hold for every thread of the process. */
export interface ProcessSettings {
  /** The arguments of `-c`, in order. */
  readonly configOverrides: readonly string[];
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  readonly profile: string | undefined;
  /** `--oss`, with the value of `--local-provider` and who shows the download of a model. */
  readonly oss:
    | { readonly localProvider: string | undefined; readonly onProgress: (progress: PullProgress) => void }
    | undefined;
  /** `--add-dir`. */
  readonly additionalWritableRoots: readonly string[];
  /** What counts when neither a flag nor `-c` names a policy; for front ends that cannot ask. */
  readonly fallbackApprovalPolicy: "never" | undefined;
  /** `--ephemeral`: no thread is kept, neither a new one nor what is added to a stored one. */
  readonly isEphemeral?: true;
}
