/** How tools are offered to the model. */

/** The JSON Schema subset that the Responses API takes for function parameters. */
export interface ToolJsonSchema {
  readonly type?: "string" | "number" | "boolean" | "object" | "array";
  readonly description?: string;
  readonly properties?: { readonly [name: string]: ToolJsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ToolJsonSchema;
  readonly items?: ToolJsonSchema;
}

/** One entry of the request's `tools`, with keys in wire order. */
export type ToolSpec =
  | {
      readonly type: "function";
      readonly name: string;
      readonly description: string;
      readonly strict: false;
      readonly parameters: ToolJsonSchema;
    }
  | {
      readonly type: "custom";
      readonly name: string;
      readonly description: string;
      readonly format: { readonly type: "grammar"; readonly syntax: "lark"; readonly definition: string };
    }
  | { readonly type: "local_shell" }
  | { readonly type: "web_search"; readonly external_web_access: boolean };
