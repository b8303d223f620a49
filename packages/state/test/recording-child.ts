/** A program of its own for tests in which the recording process dies or meets a limit. */
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { agentMessage, newRecorder, signal } from "./rig.ts";

const [mode, home] = process.argv.slice(2);
if (home === undefined) throw new Error("usage: recording-child endless|limited HOME");
const { recorder, failures } = newRecorder(home, {});
const print = (line: unknown) => process.stdout.write(`${line}\n`);
const record = (number: number) => recorder.record([agentMessage(`${number} ${"x".repeat(90)}`)]);

/** Records for ever; prints the path, then the last number of each flush. */
async function recordEndlessly(): Promise<void> {
  await recorder.persist(signal);
  print(recorder.path);
  for (let number = 0; ; number += 1) {
    record(number);
    if (number % 10 !== 9) continue;
    await recorder.flush();
    print(number);
  }
}

/** Runs into the limit, and again, then goes on in empty files at the same place. */
async function recordBeyondLimit(into: string): Promise<void> {
  for (let number = 0; number < 40; number += 1) record(number);
  print((await recorder.persist(signal))?.code);
  for (let number = 40; number < 60; number += 1) record(number);
  print((await recorder.flush())?.code);
  // One file of that size cannot hold the rest either: give it an empty one until it is content.
  for (let part = 0; part < 5; part += 1) {
    await rename(recorder.path, path.join(into, `part-${part}.jsonl`));
    await writeFile(recorder.path, "");
    if (!(await recorder.flush())) break;
  }
  print(`reports ${failures.length}`);
  print(recorder.path);
}

await (mode === "endless" ? recordEndlessly() : recordBeyondLimit(home));
