/** Where the model works: directory, shell, and the network where a manager restricts it. */
import { ENVIRONMENT_TAG } from "../messages/context-message.ts";

/** Domains that managed requirements allow and deny. */
export interface NetworkContext {
  readonly allowed: readonly string[];
  readonly denied: readonly string[];
}

/** What the model is told of its surroundings. */
export interface EnvironmentContext {
  /** Absolute. */
  readonly cwd: string;
  /** `zsh`, `bash`, `powershell`, `sh` or `cmd`. */
  readonly shell: string;
  readonly network: NetworkContext | undefined;
}

function networkLines({ allowed, denied }: NetworkContext): string[] {
  return [
    `  <network enabled="true">`,
    ...allowed.map((domain) => `    <allowed>${domain}</allowed>`),
    ...denied.map((domain) => `    <denied>${domain}</denied>`),
    "  </network>",
  ];
}

function block(cwd: string | undefined, { shell, network }: EnvironmentContext): string {
  return [
    `<${ENVIRONMENT_TAG}>`,
    ...(cwd === undefined ? [] : [`  <cwd>${cwd}</cwd>`]),
    `  <shell>${shell}</shell>`,
    ...(network ? networkLines(network) : []),
    `</${ENVIRONMENT_TAG}>`,
  ].join("\n");
}

/** The whole block. Values stand as they are: the format knows no escapes. */
export function environmentContextText(environment: EnvironmentContext): string {
  return block(environment.cwd, environment);
}

function isSameList(left: readonly string[] = [], right: readonly string[] = []): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

/** The block for a turn whose directory or network changed; undefined when neither did. */
export function environmentUpdateText(
  previous: EnvironmentContext,
  next: EnvironmentContext,
): string | undefined {
  const isSameNetwork =
    Boolean(previous.network) === Boolean(next.network) &&
    isSameList(previous.network?.allowed, next.network?.allowed) &&
    isSameList(previous.network?.denied, next.network?.denied);
  if (previous.cwd === next.cwd && isSameNetwork) return undefined;
  return block(previous.cwd === next.cwd ? undefined : next.cwd, next);
}
