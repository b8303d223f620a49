/** Tokens that a client lends: a ChatGPT login that only this process knows. */
import { readdir } from "node:fs/promises";
import { reply, say, status } from "@codex-ts/test-support";
import { unsignedJwt } from "@codex-ts/test-support/identity";
import { expect, test } from "@jest/globals";
import { openThread, runTurn, withServer } from "./server-stage.ts";

const lent = (name: string) => ({
  accessToken: unsignedJwt({ name, email: "ada@example.com" }),
  chatgptAccountId: "acc-1",
  chatgptPlanType: "pro",
});
const EXPERIMENTAL = { experimentalApi: true };

test("they count as ChatGPT, are renewed by the client when the server refuses them, and touch no disk", () =>
  withServer(
    {
      replies: [reply(say("one")), status(401, {}), reply(say("two"))],
      home: { provider: { requires_openai_auth: true, env_key: undefined } },
    },
    async ({ client, stage }) => {
      const threadId = await openThread(client, EXPERIMENTAL);
      const login = { type: "chatgptAuthTokens", ...lent("one") };
      expect(await client.result("account/login/start", login)).toEqual({ type: "chatgptAuthTokens" });
      expect(await client.result("account/read", {})).toMatchObject({
        account: { type: "chatgpt", email: "ada@example.com", planType: "pro" },
      });
      expect(await client.result("getAuthStatus", {})).toMatchObject({ authMethod: "chatgptAuthTokens" });
      expect((await client.result("model/list", {})).data.length).toBeGreaterThan(0);
      await runTurn(client, threadId, "a");
      const running = runTurn(client, threadId, "b");
      const question = await client.told("account/chatgptAuthTokens/refresh");
      expect(question.params).toEqual({ reason: "unauthorized", previousAccountId: "acc-1" });
      client.send({ id: question.id, result: lent("two") });
      expect(await running).toMatchObject({ status: "completed" });
      const sent = stage.model.requests.map(({ headers }) => headers["authorization"]);
      expect(sent).toEqual(["one", "one", "two"].map((name) => `Bearer ${lent(name).accessToken}`));
      expect(stage.model.request(2).headers["chatgpt-account-id"]).toBe("acc-1");
      expect(await client.end()).toMatchObject({ code: 0 });
      expect(await readdir(stage.home.codexHome)).not.toContain("auth.json");
    },
  ));
