import { expect, test } from "@jest/globals";
import { extractPatch } from "./extract-patch.ts";

const PATCH = "*** Begin Patch\n*** Add File: f.txt\n+hi $HOME `x` \\\\\n*** End Patch";
const NONE = { kind: "none" };

function script(text: string): string {
  return text.replace("@", () => PATCH);
}

test.each([["apply_patch"], ["applypatch"]])("[%s, PATCH] is a patch", (program) => {
  expect(extractPatch([program, PATCH])).toEqual({ kind: "patch", patch: PATCH });
});

test.each([
  "apply_patch <<'EOF'\n@\nEOF",
  "\n  apply_patch <<'EOF' \n@\nEOF\n\n  ",
  "apply_patch <<EOF\n@\nEOF",
  'apply_patch <<"END OF"\n@\nEND OF',
  "apply_patch <<\\EOF\n@\nEOF",
  "apply_patch<<'E.F-1'\n@\nE.F-1",
  "applypatch << 'EOF'\n@\nEOF",
  "apply_patch \\\n<<'EOF'\n@\nEOF",
  "apply_patch <<'EOF'\n@\n EOF",
  "apply_patch <<'EOF'\n@\nEOF ",
  "apply_patch - <<'EOF'\n@\nEOF",
  "apply_patch -<<'EOF'\n@\nEOF",
  "X=1 Y='a $b' Z=\"c d\" E= apply_patch <<'EOF'\n@\nEOF",
])("%j is one call", (text) => {
  expect(extractPatch(["bash", "-lc", script(text)])).toEqual({ kind: "patch", patch: PATCH });
});

test.each([
  ["cd . &&", "."],
  ["cd 'a b' &&", "a b"],
  ['cd "a b" &&\n', "a b"],
  ["  cd   a\\ b   &&  ", "a b"],
  ["cd a'b'c&&", "abc"],
  ["X=1 cd a && Y=2", "a"],
])("%j names the folder", (prefix, workdir) => {
  const text = script(`${prefix} apply_patch <<'EOF'\n@\nEOF`);
  expect(extractPatch(["bash", "-lc", text])).toEqual({ kind: "patch", patch: PATCH, workdir });
});

test("tabs are stripped where <<- asks for it", () => {
  const text = "apply_patch <<-X\n\t*** Begin Patch\n\t*** End Patch\n\tX";
  expect(extractPatch(["sh", "-c", text])).toEqual({
    kind: "patch",
    patch: "*** Begin Patch\n*** End Patch",
  });
});

test("a document whose mark is missing goes to the end of the script", () => {
  for (const rest of ["\n", "\n\n", "\neof\n"]) {
    const patch = `${PATCH}${rest}`;
    expect(extractPatch(["bash", "-lc", `apply_patch <<'EOF'\n${patch}`])).toEqual({ kind: "patch", patch });
  }
});

test("CRLF scripts are read", () => {
  const text = `apply_patch <<'EOF'\r\n${PATCH}\r\nEOF\r\n`;
  expect(extractPatch(["bash", "-lc", text])).toEqual({ kind: "patch", patch: `${PATCH}\r` });
});

test("a context line that looks like the mark does not end the patch", () => {
  const patch = "*** Begin Patch\n*** Update File: f\n@@\n EOF\n+x\n*** End Patch";
  expect(extractPatch(["bash", "-lc", `apply_patch <<'EOF'\n${patch}\nEOF`])).toEqual({
    kind: "patch",
    patch,
  });
});

test.each([
  "apply_patch <<'EOF' # c\n@\nEOF",
  "# c\napply_patch <<'EOF'\n@\nEOF",
  "apply_patch <<'EOF'\n@\nEOF\necho hi",
  "apply_patch <<'EOF'\n@\nEOF\nEOF",
  "apply_patch <<'EOF' && echo hi\n@\nEOF",
  "apply_patch <<'EOF';\n@\nEOF",
  "apply_patch <<'EOF' &\n@\nEOF",
  "apply_patch <<'EOF' > x\n@\nEOF",
  "apply_patch -x <<'EOF'\n@\nEOF",
  "apply_patch -- <<'EOF'\n@\nEOF",
  "X=$(x) apply_patch <<'EOF'\n@\nEOF",
  "X=\"$Y\" apply_patch <<'EOF'\n@\nEOF",
  "X=a;apply_patch <<'EOF'\n@\nEOF",
  "apply_patch <<'EOF'\n@\nEOFX\n",
  "echo; apply_patch <<'EOF'\n@\nEOF",
  "! apply_patch <<'EOF'\n@\nEOF",
  "(apply_patch <<'EOF'\n@\nEOF\n)",
  "apply_patch <<'EOF'\n@",
  "apply_patch <<E'O'F\n@\nEOF",
  "apply_patch <<< '@'",
  "apply_patch '@'",
  "'apply_patch' <<'EOF'\n@\nEOF",
  "/bin/apply_patch <<'EOF'\n@\nEOF",
  "cat <<'EOF' | apply_patch\n@\nEOF",
  "cd a b && apply_patch <<'EOF'\n@\nEOF",
  "cd && apply_patch <<'EOF'\n@\nEOF",
  "cd -P && apply_patch <<'EOF'\n@\nEOF",
  "cd a; apply_patch <<'EOF'\n@\nEOF",
  "cd a || apply_patch <<'EOF'\n@\nEOF",
  "cd a && cd b && apply_patch <<'EOF'\n@\nEOF",
  "cd \"a$b\" && apply_patch <<'EOF'\n@\nEOF",
  "cd $X && apply_patch <<'EOF'\n@\nEOF",
  "cd `x` && apply_patch <<'EOF'\n@\nEOF",
  "cd ~/x && apply_patch <<'EOF'\n@\nEOF",
  "cd a* && apply_patch <<'EOF'\n@\nEOF",
  "cd {a,b} && apply_patch <<'EOF'\n@\nEOF",
])("%j is left to the shell", (text) => {
  expect(extractPatch(["bash", "-lc", script(text)])).toEqual(NONE);
});

test.each([
  ["/bin/zsh", "-lc"],
  ["sh", "-c"],
  ["C:\\bin\\bash.exe", "-c"],
  ["pwsh", "-NoProfile", "-Command"],
  ["powershell.exe", "-command"],
  ["CMD.EXE", "/C"],
])("%s is looked into", (...shell) => {
  expect(extractPatch([...shell, script("apply_patch <<'EOF'\n@\nEOF")])).toEqual({
    kind: "patch",
    patch: PATCH,
  });
});

test.each([[["dash", "-c"]], [["bash", "-l"]], [["bash", "-l", "-c"]]])("%j is not looked into", (shell) => {
  expect(extractPatch([...shell, script("apply_patch <<'EOF'\n@\nEOF")])).toEqual(NONE);
});

test.each([
  [[PATCH]],
  [["bash", "-lc", PATCH]],
  [["bash", "-lc", `\n${PATCH}\n`]],
  [["bash", "-lc", `<<'EOF'\n${PATCH}\nEOF`]],
])("a patch without the program is bare: %j", (argv) => {
  expect(extractPatch(argv)).toEqual({ kind: "bare-patch" });
});

test.each([[["apply_patch", PATCH, "x"]], [["/bin/apply_patch", PATCH]], [["ls"]], [[]]])(
  "%j is an ordinary command",
  (argv) => {
    expect(extractPatch(argv)).toEqual(NONE);
  },
);

test("a long hostile script is read in linear time", () => {
  for (const text of [
    `cd ${"a\\ ".repeat(50_000)}&& nothing`,
    "A=a ".repeat(50_000),
    `A=${"a=".repeat(50_000)}`,
  ])
    expect(extractPatch(["bash", "-lc", text])).toEqual(NONE);
});
