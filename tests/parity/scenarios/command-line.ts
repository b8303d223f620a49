/** Flags, prompts, images, and the state of the repository. */
import { answer, answerRunning, closing, running } from "./model-events.ts";
import { png } from "./pictures.ts";
import { commandLine, type Scenario, scenario } from "./scenario.ts";

const repo = {
  ".git/HEAD": "ref: refs/heads/main\n",
  ".git/config": "[core]\n\trepositoryformatversion = 0\n",
  ".git/objects/k": "",
  ".git/refs/k": "",
};

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  commandLine("image-flag", ["describe", "-i", "p.png"], { files: { "p.png": png } }),
  commandLine("schema-bad", ["--output-schema", "s.json", "go"], { files: { "s.json": "{nope" } }),
  commandLine("o-none", ["-o", "last.txt", "go"], { script: [answer()] }),
  commandLine("ephemeral", ["--ephemeral", "go"], { script: [answer(running("echo hi")), closing()] }),
  commandLine("full-auto", ["--full-auto", "go"], {
    script: [answerRunning("echo x > f; echo $?"), closing()],
  }),
  commandLine("yolo-no-git", ["--yolo", "go"], { git: false }),
  commandLine("skip-git", ["--skip-git-repo-check", "go"], { git: false }),
  commandLine("add-dir", ["-s", "workspace-write", "--add-dir", "@HOME@", "go"], {
    script: [answerRunning("echo x > $CODEX_HOME/zz; echo $?"), closing()],
  }),
  commandLine("cd-relative", ["-C", "sub", "go"], {
    files: { "sub/x": "" },
    script: [answerRunning("pwd | sed s,.*/,,"), closing()],
  }),
  commandLine("cd-gone", ["-C", "gone", "go"]),
  commandLine("stdin-bom", ["-"], { stdin: "\ufeffwith bom\n" }),
  commandLine("stdin-utf16le", ["-"], {
    stdin: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("wide \u00fc", "utf16le")]),
  }),
  commandLine("stdin-invalid", ["-"], { stdin: Buffer.from([0x61, 0xff, 0x62]) }),
  commandLine("prompt-empty", [""]),
  scenario("equal-forms", [closing()], {
    args: ["--model=gpt-5.2", "--sandbox=workspace-write", '--config=model_reasoning_effort="low"', "go"],
  }),
  scenario("env-originator", [closing()], { env: { CODEX_INTERNAL_ORIGINATOR_OVERRIDE: "my_app" } }),
  commandLine("git-no-commits", ["go"], { git: false, files: repo }),
  commandLine("git-remote", ["go"], {
    files: {
      ".git/config":
        '[remote "origin"]\n\turl = https://example.invalid/r.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[remote "up"]\n\turl = git@example.invalid:u.git\n',
    },
  }),
  commandLine("git-remote-creds", ["go"], {
    files: { ".git/config": '[remote "origin"]\n\turl = https://user:pass@example.invalid/r.git\n' },
  }),
  commandLine("image-flag-gone", ["describe", "-i", "gone.png"]),
  commandLine("cd-file", ["--cd", "README.md", "go"]),
];
