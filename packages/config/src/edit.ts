export {
  setFeature,
  setMcpServer,
  setModel,
  setModelMigration,
  setNotice,
  setPersonality,
  setSkill,
  setTrust,
} from "./edit/changes.ts";
export { type ConfigChange, editUserConfig } from "./edit/edit-user-config.ts";
export {
  type SettingEdit,
  type WriteRefusalCode,
  type WriteRequest,
  type WriteResult,
  writeSettings,
} from "./edit/write-settings.ts";
export { ConfigError, type ConfigErrorCode } from "./errors.ts";
