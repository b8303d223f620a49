import type { ConfigChange } from "./edit-user-config.ts";

/** Puts a hint away, or lets it come back. */
export function setNotice(key: string, isHidden: boolean): ConfigChange {
  return () => [{ kind: "set", path: ["notice", key], value: isHidden }];
}

/** Remembers that the user was told which model follows another. */
export function setModelMigration(from: string, to: string): ConfigChange {
  return () => [{ kind: "set", path: ["notice", "model_migrations", from], value: to }];
}
