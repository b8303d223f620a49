/** `apply_patch` in all its forms. */
import { answer, calls, closing, freeform, type ModelEvent, patchText, running } from "./model-events.ts";
import { fullAccess, patchScenario, type Scenario, scenario } from "./scenario.ts";

const base = {
  "a.txt": "one\ntwo\nthree\nfour\nfive\n",
  "b.txt": "bee\n",
  "noeol.txt": "x\ny",
  "crlf.txt": "a\r\nb\r\nc\r\n",
};
const patching = (...patches: readonly string[]): ModelEvent[] =>
  patches.map((text, index) => freeform("apply_patch", text, `c${index + 1}`));

/** The scenarios, by what they are about. */
export const scenarios: readonly Scenario[] = [
  patchScenario(
    "patch-function-form",
    [answer(calls("apply_patch", { input: patchText("*** Add File: f.txt", "+from function") }))],
    { model: "gpt-5" },
  ),
  patchScenario(
    "patch-heredoc-exec",
    [answer(running(`apply_patch <<'EOF'\n${patchText("*** Update File: b.txt", "@@", "-bee", "+BEE")}EOF`))],
    { files: base },
  ),
  patchScenario(
    "patch-heredoc-cd",
    [
      answer(
        running(`cd sub && apply_patch <<'PATCH'\n${patchText("*** Add File: deep/x.txt", "+x")}PATCH\n`),
      ),
    ],
    { files: { "sub/y": "" } },
  ),
  patchScenario("patch-applypatch-spelling", [
    answer(running(`applypatch <<'EOF'\n${patchText("*** Add File: s.txt", "+s")}EOF`)),
  ]),
  patchScenario(
    "patch-heredoc-forms",
    [
      answer(running(`X=1 Y="a b" apply_patch - <<'EOF'\n${patchText("*** Add File: 1.txt", "+1")}EOF`)),
      answer(
        running(`cd sub && Z= apply_patch <<'EOF'\n${patchText("*** Add File: 2.txt", "+2")}`, {}, "c2"),
      ),
      answer(running(`apply_patch <<'EOF'\n${patchText("*** Add File: 3.txt", "+3")}eof\n`, {}, "c3")),
      answer(
        running(`cd gone && apply_patch <<'EOF'\n${patchText("*** Add File: 4.txt", "+4")}EOF`, {}, "c4"),
      ),
    ],
    { files: { "sub/y": "" } },
  ),
  patchScenario("patch-bare", [
    answer(
      calls("shell", { command: [patchText("*** Add File: v.txt", "+v")] }, "c1"),
      running(patchText("*** Add File: w.txt", "+w"), {}, "c2"),
    ),
  ]),
  patchScenario(
    "patch-quoted-arg",
    [answer(running(`apply_patch "${patchText("*** Add File: q.txt", "+q").trim()}"`, {}, "c1"))],
    { pathsInOutput: true },
  ),
  patchScenario(
    "patch-bad-hunks",
    [
      answer(
        ...patching(
          patchText("*** Frobnicate: x"),
          patchText("*** Update File: a.txt"),
          patchText("*** Update File: a.txt", "@@", "*nonsense"),
          patchText("*** Add File: z.txt", "no plus"),
          "*** Begin Patch\n*** Add File: a",
          "",
          patchText(),
          patchText("*** Update File: a.txt", "@@", "-not there", "+x"),
          patchText("*** Update File: gone.txt", "@@", "-a", "+b"),
          patchText("*** Delete File: gone.txt"),
          patchText("*** Update File: a.txt", "@@ no such context", " one", "-two", "+2"),
          patchText("*** Delete File: sub"),
        ),
      ),
    ],
    { files: { ...base, "sub/x": "" } },
  ),
  patchScenario(
    "patch-multi",
    [
      answer(
        ...patching(
          patchText(
            "*** Add File: n1.txt",
            "+1",
            "*** Add File: dir/n2.txt",
            "+2",
            "+",
            "*** Update File: a.txt",
            "@@",
            " one",
            "-two",
            "+TWO",
            "@@",
            "-five",
            "+FIVE",
            "+six",
            "*** Delete File: b.txt",
          ),
        ),
      ),
    ],
    { files: base, sortChanges: true },
  ),
  patchScenario("patch-outside", [answer(...patching(patchText("*** Add File: ../out.txt", "+x")))]),
  patchScenario(
    "patch-two-updates-one-file",
    [
      answer(
        ...patching(
          patchText(
            "*** Update File: a.txt",
            "@@",
            "-one",
            "+ONE",
            "*** Update File: a.txt",
            "@@",
            "-three",
            "+THREE",
          ),
        ),
      ),
    ],
    { files: base },
  ),
  patchScenario(
    "patch-eof-marker",
    [
      answer(
        ...patching(patchText("*** Update File: a.txt", "@@", " four", "-five", "+FIVE", "*** End of File")),
      ),
    ],
    { files: base },
  ),
  patchScenario(
    "patch-context-header",
    [
      answer(
        ...patching(patchText("*** Update File: c.py", "@@ def two():", "-    return 0", "+    return 2")),
      ),
    ],
    { files: { "c.py": "def one():\n    return 0\n\ndef two():\n    return 0\n" } },
  ),
  patchScenario(
    "patch-fuzzy",
    [answer(...patching(patchText("*** Update File: f.txt", "@@", " keep", "-old \u2013 dash", "+new")))],
    { files: { "f.txt": "keep\nold - dash\nend\n" } },
  ),
  patchScenario("patch-empty-add", [answer(...patching(patchText("*** Add File: e.txt")))]),
  patchScenario("patch-then-turns", [
    answer(...patching(patchText("*** Add File: a1.txt", "+1"))),
    answer(freeform("apply_patch", patchText("*** Update File: a1.txt", "@@", "-1", "+2"), "c9")),
  ]),
  patchScenario(
    "patch-readonly-heredoc",
    [answer(running(`apply_patch <<'EOF'\n${patchText("*** Add File: n.txt", "+n")}EOF`))],
    { args: ["go"] },
  ),
  patchScenario(
    "patch-failed-exec",
    [answer(running(`apply_patch <<'EOF'\n${patchText("*** Update File: a.txt", "@@", "-nope", "+x")}EOF`))],
    { files: base },
  ),
  scenario(
    "gpt5-patch-shell",
    [answer(calls("shell", { command: ["apply_patch", patchText("*** Add File: x", "+x")] })), closing()],
    { model: "gpt-5", args: ["--disable", "unified_exec", "-s", "workspace-write", "go"] },
  ),
  patchScenario("patch-outside-full", [answer(...patching(patchText("*** Add File: ../out.txt", "+x")))], {
    args: fullAccess,
    alsoRead: ["out.txt"],
  }),
  patchScenario(
    "patch-half-fails",
    [answer(...patching(patchText("*** Add File: ok.txt", "+ok", "*** Add File: b.txt/x", "+no")))],
    { files: base },
  ),
];
