/** `[model_providers.<id>]`. */
import { boolean, choice, integer, map, string, table } from "./schema.ts";

/** All tables by id; whether an id is free is seen later. */
export const modelProviders = map(
  table(
    {
      name: string,
      base_url: string,
      env_key: string,
      env_key_instructions: string,
      experimental_bearer_token: string,
      wire_api: choice(["responses", "chat"]),
      query_params: map(string),
      http_headers: map(string),
      env_http_headers: map(string),
      request_max_retries: integer(0),
      stream_max_retries: integer(0),
      stream_idle_timeout_ms: integer(0),
      requires_openai_auth: boolean,
      supports_websockets: boolean,
    },
    { required: ["name"] },
  ),
);
