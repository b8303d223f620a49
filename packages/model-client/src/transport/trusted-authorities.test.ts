import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { isUnknownAuthority } from "./trusted-authorities.ts";

const testFolder = path.join(import.meta.dirname, "../../test");
const tls = path.join(testFolder, "fixtures/tls");

/** What a process of its own prints, because a process reads its certificate store only once. */
function post(url: string, env: Record<string, string>): Promise<string> {
  const program = path.join(testFolder, "post-over-https.ts");
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, url], { env }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

test("a server is trusted when the machine's store knows its authority", async () => {
  const identity = {
    key: readFileSync(path.join(tls, "key.pem")),
    cert: readFileSync(path.join(tls, "certificate.pem")),
  };
  const server = createServer(identity, (request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await post(url, { SSL_CERT_FILE: path.join(tls, "certificate.pem") })).toBe("204\n204\n");
    expect(await post(url, {})).toBe("DEPTH_ZERO_SELF_SIGNED_CERT\n");
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test.each([
  [Object.assign(new Error(), { code: "SELF_SIGNED_CERT_IN_CHAIN" }), true],
  [Object.assign(new Error(), { code: "CERT_HAS_EXPIRED" }), false],
  [new Error(), false],
  [undefined, false],
])("%o comes from an unknown authority: %s", (error, isUnknown) => {
  expect(isUnknownAuthority(error)).toBe(isUnknown);
});
