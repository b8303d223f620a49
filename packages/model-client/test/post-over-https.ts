/** Run as a program: posts to the URL in its first argument and prints the answer's status, or the error's code. */
import { createHttpClient } from "../src/transport/http-client.ts";

const url = new URL(process.argv[2] ?? "");
const client = createHttpClient({});
const headers = { host: url.host, "content-length": "0" };
try {
  const signal = new AbortController().signal;
  for (let count = 0; count < 2; count += 1) {
    const { status, body } = await client.post({ url, headers, body: Buffer.of() }, signal);
    body.resume();
    process.stdout.write(`${status}\n`);
  }
} catch (error) {
  process.stdout.write(`${(error as NodeJS.ErrnoException).code}\n`);
} finally {
  client.close();
}
