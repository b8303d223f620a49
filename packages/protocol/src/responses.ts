export { ModelInfo } from "./models/model-info.ts";
export { parseResponseItem } from "./responses/response-item.ts";
