/** What can go wrong between us and the model. */
import {
  answer,
  begin,
  calls,
  closing,
  type ModelEvent,
  type ModelStep,
  running,
  says,
} from "./model-events.ts";
import { png } from "./pictures.ts";
import { type Scenario, scenario } from "./scenario.ts";

const httpError = (status: number, body: unknown, headers?: Readonly<Record<string, string>>): ModelStep => ({
  status,
  body,
  headers,
});
const errorBody = (more: ModelEvent = {}): ModelEvent => ({ error: { message: "msg here", ...more } });
const failed = (error: ModelEvent): readonly ModelEvent[] => [
  begin(),
  { type: "response.failed", response: { id: "r", status: "failed", error } },
];
const retry = { provider: { stream_max_retries: 1 } };

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  scenario("err-400-image", [
    httpError(400, {
      error: {
        message: "The image data you provided does not represent a valid image. Please check",
        type: "invalid_request_error",
      },
    }),
  ]),
  scenario("err-403-cf", [httpError(403, "<html>Cloudflare blocked</html>", { "cf-ray": "ray1" })]),
  scenario("err-429", [httpError(429, errorBody())]),
  scenario("err-429-usage", [
    httpError(429, {
      error: { type: "usage_limit_reached", message: "m", plan_type: "plus", resets_at: 4102444800 },
    }),
  ]),
  scenario("err-429-model-cap", [
    httpError(429, errorBody(), {
      "x-codex-model-cap-model": "gpt-x",
      "x-codex-model-cap-reset-after-seconds": "90",
    }),
  ]),
  scenario(
    "err-500-retries",
    [httpError(500, errorBody()), httpError(502, "x"), httpError(503, ""), closing()],
    { provider: { request_max_retries: 1, stream_max_retries: 1 } },
  ),
  scenario("failed-quota", [failed({ code: "insufficient_quota", message: "q" })]),
  scenario(
    "failed-rate",
    [
      failed({ code: "rate_limit_exceeded", message: "Rate limit reached. Please try again in 20ms." }),
      closing(),
    ],
    retry,
  ),
  scenario(
    "failed-unknown",
    [failed({ code: "weird", message: "w" }), failed({ code: "weird", message: "w2" })],
    retry,
  ),
  scenario(
    "incomplete-retry",
    [
      [
        begin(),
        says("part"),
        { type: "response.incomplete", response: { incomplete_details: { reason: "content_filter" } } },
      ],
      closing(),
    ],
    retry,
  ),
  scenario("cut-mid", [{ events: [begin(), says("part")], cut: true }, closing("whole")], retry),
  scenario("cut-tool", [{ events: [begin(), running("echo ran")], cut: false }, closing("after")], retry),
  scenario("cut-tool-final", [[begin(), running("sleep 0.6; echo ran")]]),
  scenario("error-after-tool", [answer(running("sleep 0.6; echo ran")), httpError(400, errorBody())]),
  scenario("err-no-server", [closing()], {
    rawConfig:
      'model = "gpt-5.1-codex"\nmodel_provider = "m"\n[model_providers.m]\nname = "m"\nbase_url = "http://127.0.0.1:1/v1"\nrequest_max_retries = 0\nstream_max_retries = 1\n',
  }),
  scenario("err-missing-env", [closing()], {
    provider: { env_key: "NOT_SET_ANYWHERE", env_key_instructions: "set it" },
  }),
  scenario("err-broken-login", [closing()], {
    home: { "auth.json": "{" },
    rawConfig:
      'model = "gpt-5.1-codex"\nmodel_provider = "m"\n[model_providers.m]\nname = "m"\nbase_url = "http://127.0.0.1:@PORT@/v1"\nrequires_openai_auth = true\n',
  }),
  scenario("retry-exhaust", [[begin()], [begin()], [begin()]], { provider: { stream_max_retries: 2 } }),
  scenario("err-429-stream-retries", [httpError(429, errorBody()), closing()], {
    provider: { stream_max_retries: 2, request_max_retries: 2 },
  }),
  scenario("err-302", [httpError(302, "", { location: "/v1/other" })]),
  scenario(
    "err-400-image-tool",
    [
      answer(calls("view_image", { path: "p.png" })),
      httpError(400, { error: { message: "The image data you provided does not represent a valid image" } }),
      closing(),
    ],
    { files: { "p.png": png } },
  ),
];
