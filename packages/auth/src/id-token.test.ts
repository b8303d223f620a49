import { unsignedJwt as jwt } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { parseIdToken } from "./id-token.ts";

test("reads the claims that we use", () => {
  const token = jwt({
    email: "ada@example.com",
    "https://api.openai.com/auth": {
      chatgpt_plan_type: "brand-new",
      chatgpt_user_id: "user-1",
      user_id: "user-old",
      chatgpt_account_id: "acc-1",
    },
  });
  expect(parseIdToken(token)).toEqual({
    email: "ada@example.com",
    planType: "brand-new",
    userId: "user-1",
    accountId: "acc-1",
  });
});

test("takes the mail address of the profile and the older user id when the others are missing", () => {
  const token = jwt({
    "https://api.openai.com/profile": { email: "ada@example.com" },
    "https://api.openai.com/auth": { user_id: "user-old" },
  });
  expect(parseIdToken(token)).toMatchObject({ email: "ada@example.com", userId: "user-old" });
});

test("a token without any claim is still a token", () => {
  expect(parseIdToken(`${jwt({})}.more`)).toEqual(parseIdToken(jwt({})));
  expect(parseIdToken(jwt({}))).toEqual({
    email: undefined,
    planType: undefined,
    userId: undefined,
    accountId: undefined,
  });
});

const object = Buffer.from("{}").toString("base64url");
test.each([
  ["two parts", `h.${object}`],
  ["an empty part", `h.${object}.`],
  ["padding", `h.${object}=.s`],
  ["no JSON", `h.${Buffer.from("hello").toString("base64url")}.s`],
  ["no object", `h.${Buffer.from("[1]").toString("base64url")}.s`],
])("refuses a token with %s", (_, token) => {
  expect(parseIdToken(token)).toBeUndefined();
});
