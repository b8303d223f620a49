/** What the config bench bundles: the load that every thread starts with. */
export { loadConfig } from "../../packages/config/src/index.ts";
