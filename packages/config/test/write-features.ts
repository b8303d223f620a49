/** A program that changes settings many times: `node write-features.ts HOME PREFIX COUNT`. */
import { editUserConfig, setNotice } from "../src/edit.ts";

const [home = "", prefix = "", count = "0"] = process.argv.slice(2);
for (let at = 0; at < Number(count); at += 1) {
  await editUserConfig(home, [setNotice(`${prefix}${at}`, true)], new AbortController().signal);
}
