export {
  type DescribedLayer,
  type DescribedRequirement,
  type DescribedSettings,
  debugConfigLines,
} from "./inspect/describe-settings.ts";
export { type InspectedSettings, inspectSettings } from "./inspect/inspect-settings.ts";
export { type RequirementsResult, readRequirements } from "./inspect/read-requirements.ts";
export {
  type LayerContent,
  type LayerName,
  readSettings,
  type SettingsView,
  type SettingsViewResult,
} from "./inspect/read-settings.ts";
