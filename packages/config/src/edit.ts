export { type ConfigChange, editUserConfig } from "./edit/edit-user-config.ts";
export { setFeature } from "./edit/set-feature.ts";
export { setMcpServer } from "./edit/set-mcp-server.ts";
export { setModel, setPersonality } from "./edit/set-model.ts";
export { setModelMigration, setNotice } from "./edit/set-notice.ts";
export { setSkill } from "./edit/set-skill.ts";
export { setTrust } from "./edit/set-trust.ts";
export {
  type SettingEdit,
  type WriteRefusalCode,
  type WriteRequest,
  type WriteResult,
  writeSettings,
} from "./edit/write-settings.ts";
export { ConfigError, type ConfigErrorCode } from "./errors.ts";
