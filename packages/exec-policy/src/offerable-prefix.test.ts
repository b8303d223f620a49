import { expect, test } from "@jest/globals";
import { isOfferablePrefix } from "./offerable-prefix.ts";

test.each([
  "bash",
  "sudo",
  "rm",
  "python3 -c",
  "",
  "rm -f x",
  "/bin/rm x",
  "bash -lc",
  "bash -x -c",
  "/usr/bin/zsh",
  "sh.exe",
  "python",
  "python3.12 -m",
  "python3 -X dev -c",
  "node",
  "node -e 1",
  "perl -e 1",
  "ruby",
  "env",
  "env A=1",
  "env python3 -c",
  "env -i make",
  "sudo bash",
  "sudo -u me ls",
  "sudo rm x",
  "nohup",
  "xargs",
  "xargs rm",
  "timeout",
  "time bash -c",
  "command rm",
  "busybox sh",
  "eval",
  "source",
  "find",
  "find . -exec",
  "awk",
  "sed -n",
  "ssh host",
  "git",
  "git -c",
  "git -C x",
  "npm",
  "npm run",
  "npm exec",
  "npx",
  "npx -y",
  "pnpm dlx",
  "uv run",
  "cargo run",
  "docker run",
  "docker exec -it",
  "make",
  "vim",
])("%j leaves open what will run", (prefix) => {
  expect(isOfferablePrefix(prefix === "" ? [] : prefix.split(" "))).toBe(false);
});

test.each([
  "touch made.txt",
  "ls",
  "git push",
  "git commit -m",
  "npm test",
  "npm run build",
  "cargo test",
  "make check",
  "npx eslint",
  "docker run alpine",
  "python3 build.py",
  "python3 -m pytest",
  "bash deploy.sh",
  "node server.js",
  "sudo apt update",
  "env make check",
  "pytest",
  "./build.sh",
])("%j can be offered", (prefix) => {
  expect(isOfferablePrefix(prefix.split(" "))).toBe(true);
});

test("a shell with its whole script can be offered", () => {
  expect(isOfferablePrefix(["bash", "-lc", "make && make install"])).toBe(true);
  expect(isOfferablePrefix(["bash", "-lc", ""])).toBe(false);
  expect(isOfferablePrefix(["a\0b"])).toBe(false);
  expect(isOfferablePrefix([""])).toBe(false);
});
