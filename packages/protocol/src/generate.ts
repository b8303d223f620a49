export { generateLineSchemas } from "./generate/line-schema-files.ts";
export type { ProtocolSelection } from "./generate/messages.ts";
export { generateJsonSchemas } from "./generate/schema-files.ts";
export { generateTypeScript } from "./generate/typescript-files.ts";
