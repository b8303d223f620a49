import { mkdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { git, initWithCommit, inTempDir, withoutGit } from "../test/temp-repo.ts";
import { readTurnMetadata } from "./turn-metadata.ts";

function metadataOf(cwd: string, sandboxTag: string | undefined): Promise<string | undefined> {
  return readTurnMetadata({ cwd, env: withoutGit(cwd) }, sandboxTag, new AbortController().signal);
}

test("names the tree, its remotes by name, its commit and the sandbox", async () => {
  await inTempDir(async (dir) => {
    const commit = await initWithCommit(dir);
    await git(dir, "remote", "add", "zeta", "/z");
    await git(dir, "remote", "add", "origin", "/o");
    await git(dir, "config", "--add", "remote.origin.url", "/second");
    await git(dir, "config", "remote.origin.pushurl", "/push");
    expect(await metadataOf(dir, "seccomp")).toBe(
      `{"workspaces":{"${dir}":{"associated_remote_urls":{"origin":"/o","zeta":"/z"},"latest_git_commit_hash":"${commit}"}},"sandbox":"seccomp"}`,
    );
  });
});

test("leaves out what there is nothing to say about", async () => {
  await inTempDir(async (dir) => {
    expect(await metadataOf(dir, "none")).toBe('{"sandbox":"none"}');
    expect(await metadataOf(dir, undefined)).toBeUndefined();
    await git(dir, "init", "-q");
    expect(await metadataOf(dir, "none")).toBe(`{"workspaces":{"${dir}":{}},"sandbox":"none"}`);
    const commit = await initWithCommit(dir);
    expect(await metadataOf(dir, undefined)).toBe(
      `{"workspaces":{"${dir}":{"latest_git_commit_hash":"${commit}"}}}`,
    );
  });
});

test("is a valid header value whatever the directory is called", async () => {
  await inTempDir(async (dir) => {
    const odd = path.join(dir, 'ü"\n😀');
    await mkdir(odd);
    await initWithCommit(odd);
    const text = (await metadataOf(odd, "none")) ?? "";
    expect(text).toMatch(/^[\x20-\x7e]+$/u);
    expect(Object.keys(JSON.parse(text).workspaces)).toEqual([odd]);
  });
});
