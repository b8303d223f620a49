/** Where questions about a repository are asked from. */
export interface GitPlace {
  /** An absolute directory. */
  readonly cwd: string;
  /** Variables that git looks at (`HOME`, `PATH`, `GIT_*`); what it is not given it does not see. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
