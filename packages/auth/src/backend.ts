/** Questions to the ChatGPT back end; loaded when there is one. */
export { fetchCloudRequirements } from "./backend/cloud-requirements.ts";
export { readUsage, type UsageSnapshot } from "./backend/read-usage.ts";
