import { execFileSync } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { createTempProject, type TempProject } from "../test/temp-project.ts";
import { loadProjectDocs, type ProjectDocsOptions } from "./project-docs.ts";

async function load(project: TempProject, changes: Partial<ProjectDocsOptions> = {}) {
  const options = {
    cwd: project.cwd,
    home: project.home,
    rootMarkers: [".git"],
    fallbackNames: [],
    maxBytes: 32768,
    ...changes,
  };
  const { userInstructions, warnings } = await loadProjectDocs(options, new AbortController().signal);
  const messages = warnings.map((warning) => warning.message.replace(project.folder, ""));
  return { text: userInstructions, messages };
}

test("joins the user's file and those from the root down to cwd", async () => {
  await using project = await createTempProject({
    "home/AGENTS.md": "\n user rules\n\n",
    "AGENTS.md": "outside",
    "work/.git/HEAD": "",
    "work/AGENTS.md": "root rules\n",
    "work/a/x": "",
    "work/a/b/AGENTS.md": "sub rules\n",
  });
  expect(await load(project, { cwd: path.join(project.cwd, "a/b") })).toEqual({
    text: "user rules\n\n--- project-doc ---\n\nroot rules\n\n\nsub rules\n",
    messages: [],
  });
  expect((await load(project, { cwd: path.join(project.cwd, "a") })).text).toMatch(/root rules\n$/);
});

test("is nothing where there is nothing", async () => {
  await using project = await createTempProject({ "home/AGENTS.md": " \n", "work/AGENTS.md": "" });
  expect(await load(project)).toEqual({ text: undefined, messages: [] });
});

test("without a repository only cwd counts", async () => {
  await using project = await createTempProject({ "AGENTS.md": "above", "work/AGENTS.md": "here" });
  expect((await load(project)).text).toBe("here");
});

test("the override comes first, then AGENTS.md, then the fallbacks; an empty file is absent", async () => {
  await using project = await createTempProject({
    "home/AGENTS.override.md": "\n",
    "home/AGENTS.md": "home",
    "work/AGENTS.override.md": "  \n",
    "work/AGENTS.md": "plain",
    "work/NOTES.md": "notes",
  });
  expect((await load(project)).text).toBe("home\n\n--- project-doc ---\n\nplain");
  await project.write("work/AGENTS.override.md", "override");
  expect((await load(project)).text).toMatch(/override$/);
  await project.write("work/AGENTS.override.md", "");
  await project.write("work/AGENTS.md", "");
  expect((await load(project, { fallbackNames: ["MISSING.md", "NOTES.md", "AGENTS.md"] })).text).toMatch(
    /notes$/,
  );
});

test("root markers count here too", async () => {
  await using project = await createTempProject({
    "marker.txt": "",
    "AGENTS.md": "top",
    "work/.git/HEAD": "",
    "work/AGENTS.md": "here",
  });
  expect((await load(project, { rootMarkers: ["marker.txt"] })).text).toBe("top\n\nhere");
  expect((await load(project, { rootMarkers: [], cwd: project.cwd })).text).toBe("here");
});

test("a file that cannot be read drops out alone, with a warning", async () => {
  await using project = await createTempProject({
    "work/.git/HEAD": "",
    "work/AGENTS.md/x": "",
    "work/a/AGENTS.md": "kept",
    "work/a/b/x": "",
  });
  await mkdir(path.join(project.folder, "somewhere"));
  await symlink(path.join(project.folder, "somewhere"), path.join(project.cwd, "a/b/AGENTS.md"));
  const { text, messages } = await load(project, { cwd: path.join(project.cwd, "a/b") });
  expect(text).toBe("kept");
  expect(messages).toEqual([
    "/work/AGENTS.md cannot be read (not a regular file), so it is left out.",
    "/work/a/b/AGENTS.md cannot be read (not a regular file), so it is left out.",
  ]);
});

test("follows links to files and does not wait for a named pipe", async () => {
  await using project = await createTempProject({ "real.md": "linked" });
  await symlink(path.join(project.folder, "real.md"), path.join(project.cwd, "AGENTS.md"));
  expect((await load(project)).text).toBe("linked");
  execFileSync("mkfifo", [path.join(project.cwd, "AGENTS.override.md")]);
  expect(await load(project)).toEqual({
    text: "linked",
    messages: ["/work/AGENTS.override.md cannot be read (not a regular file), so it is left out."],
  });
});

test("wrong bytes are replaced, with a warning", async () => {
  await using project = await createTempProject();
  const bytes = new Uint8Array([0x61, 0xff, 0x62]);
  await project.write("home/AGENTS.md", bytes);
  await project.write("work/AGENTS.md", bytes);
  expect(await load(project)).toEqual({
    text: "a\uFFFDb\n\n--- project-doc ---\n\na\uFFFDb",
    messages: [
      "/work/AGENTS.md is not valid UTF-8; the wrong bytes are replaced.",
      "/home/AGENTS.md is not valid UTF-8; the wrong bytes are replaced.",
    ],
  });
});

test("the budget cuts one file, between characters, and drops those behind it", async () => {
  await using project = await createTempProject({
    "home/AGENTS.md": "home text is not counted",
    "work/.git/HEAD": "",
    "work/AGENTS.md": "1234",
    "work/a/AGENTS.md": "567é9",
    "work/a/b/AGENTS.md": "x",
  });
  const cwd = path.join(project.cwd, "a/b");
  expect(await load(project, { cwd, maxBytes: 8 })).toEqual({
    text: "home text is not counted\n\n--- project-doc ---\n\n1234\n\n567",
    messages: [
      "/work/a/AGENTS.md is cut to 4 bytes by project_doc_max_bytes (8).",
      "/work/a/b/AGENTS.md is left out: project_doc_max_bytes (8) is used up.",
    ],
  });
  expect(await load(project, { cwd, maxBytes: 11 })).toEqual({
    text: "home text is not counted\n\n--- project-doc ---\n\n1234\n\n567é9\n\nx",
    messages: [],
  });
  expect((await load(project, { cwd, maxBytes: 0 })).text).toBe("home text is not counted");
});
