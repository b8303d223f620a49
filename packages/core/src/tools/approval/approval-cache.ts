/** What the user approved for the rest of the session. */

/** Keys of approved actions. */
export interface ApprovalCache {
  /** True when every key was approved; false for no keys. */
  hasAll(keys: readonly string[]): boolean;
  add(keys: readonly string[]): void;
}

/** Makes an empty cache. */
export function createApprovalCache(): ApprovalCache {
  const approved = new Set<string>();
  return {
    hasAll: (keys) => keys.length > 0 && keys.every((key) => approved.has(key)),
    add: (keys) => {
      for (const key of keys) approved.add(key);
    },
  };
}
