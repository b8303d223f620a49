import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { type LauncherArch, machineCode } from "./machine-code.ts";

/** Assemblers to try; the first one that is installed is used. `{in}` and `{out}` are file names. */
const ASSEMBLERS: Readonly<Record<LauncherArch, readonly (readonly string[])[]>> = {
  x64: [
    ["x86_64-linux-gnu-as", "--64", "-o", "{out}", "{in}"],
    ...(process.arch === "x64" ? [["as", "--64", "-o", "{out}", "{in}"]] : []),
  ],
  arm64: [
    ["aarch64-linux-gnu-as", "-o", "{out}", "{in}"],
    ...(process.arch === "arm64" ? [["as", "-o", "{out}", "{in}"]] : []),
    ["llvm-mc", "-triple=aarch64-linux-gnu", "-filetype=obj", "-o", "{out}", "{in}"],
  ],
};

function isInstalled(program: string): boolean {
  return (process.env["PATH"] ?? "").split(":").some((folder) => {
    try {
      readFileSync(path.join(folder, program));
      return true;
    } catch {
      return false;
    }
  });
}

/** The contents of section `.text` of an object file (ELF64, little-endian). */
function textSection(object: Buffer): Buffer {
  const headers = Number(object.readBigUInt64LE(40));
  const size = object.readUInt16LE(58);
  const at = (index: number) => headers + index * size;
  const section = (index: number) => {
    const offset = Number(object.readBigUInt64LE(at(index) + 24));
    return object.subarray(offset, offset + Number(object.readBigUInt64LE(at(index) + 32)));
  };
  const names = section(object.readUInt16LE(62));
  for (let index = 0; index < object.readUInt16LE(60); index += 1) {
    const name = object.readUInt32LE(at(index));
    if (names.toString("latin1", name, names.indexOf(0, name)) === ".text") return section(index);
  }
  throw new Error("no section .text");
}

for (const arch of ["x64", "arm64"] as const) {
  const command = ASSEMBLERS[arch].find(([program]) => program !== undefined && isInstalled(program));
  const title = `vm-${arch}.s assembles to the bytes of machine-code.ts`;
  const run = command ? test : test.skip;
  run(command ? title : `${title} (skipped: no assembler for ${arch} is installed)`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), "assemble-"));
    try {
      const files = {
        "{in}": path.join(import.meta.dirname, `vm-${arch}.s`),
        "{out}": path.join(folder, "vm.o"),
      };
      const [program = "", ...args] = (command ?? []).map((word) => files[word as "{in}"] ?? word);
      execFileSync(program, args);
      expect(textSection(readFileSync(files["{out}"])).toString("hex")).toBe(
        machineCode(arch).toString("hex"),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
