import { expect, test } from "@jest/globals";
import { serverEnvironment } from "./server-environment.ts";

const inherited = {
  PATH: "/bin",
  HOME: "/h",
  OPENAI_API_KEY: "secret",
  MINE: "1",
  OTHER: "2",
  TZ: undefined,
};

test("only fixed names, named ones and written ones reach the server", () => {
  const server = { env: { PATH: "/own", X: "y" }, envVars: ["MINE", "UNSET"] };
  expect(serverEnvironment(server, inherited, "linux")).toEqual({
    PATH: "/own",
    HOME: "/h",
    MINE: "1",
    X: "y",
  });
});

test("Windows has its own names", () => {
  const server = { env: undefined, envVars: [] };
  expect(serverEnvironment(server, { ...inherited, APPDATA: "a" }, "win32")).toEqual({
    PATH: "/bin",
    APPDATA: "a",
  });
});
