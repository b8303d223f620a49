/** What a machine can do to confine commands, found out once by trying. */

/** Result of the probe. `reason` is one or two sentences for status pages and refusals. */
export type SandboxSupport =
  | {
      readonly kind: "linux";
      /** 3: read-only tree by mount namespace, Landlock, seccomp. 2: Landlock and seccomp. */
      readonly level: 2 | 3;
      /** Version of the kernel's Landlock interface, 1 or more. */
      readonly landlockAbi: number;
      readonly reason: string;
    }
  | {
      readonly kind: "bubblewrap";
      /** The programs of that name in the search path, links resolved; the first that no command can write to is used. */
      readonly programs: readonly string[];
      /** Version of the kernel's Landlock interface, 0 where it has none. */
      readonly landlockAbi: number;
      readonly reason: string;
    }
  | {
      readonly kind: "seatbelt";
      /** The per-user cache folder that network code of macOS writes to. */
      readonly userCacheFolder: string;
      readonly reason: string;
    }
  | { readonly kind: "none"; readonly reason: string };
