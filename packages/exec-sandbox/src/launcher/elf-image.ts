/** The smallest Linux executable around the launcher's instructions. */
import { type LauncherArch, machineCode } from "./machine-code.ts";

const ELF_HEADER_BYTES = 64;
const PROGRAM_HEADER_BYTES = 56;
const PROGRAM_HEADERS = 2;
/** Where the file is mapped: the customary address of static x86-64 programs, free on both processors. */
const LOAD_ADDRESS = 0x400000n;
const PAGE_BYTES = 0x1000n;
/** `e_machine` values of the ELF specification. */
const MACHINE: Readonly<Record<LauncherArch, number>> = { x64: 62, arm64: 183 };
const ET_EXEC = 2;
const PT_LOAD = 1;
const PT_GNU_STACK = 0x6474e551;
const READ_EXECUTE = 5;
const READ_WRITE = 6;

/** A whole executable file: header, one read-execute segment, and a note that the stack is not executable. */
export function elfImage(arch: LauncherArch): Buffer {
  const code = machineCode(arch);
  const codeOffset = ELF_HEADER_BYTES + PROGRAM_HEADERS * PROGRAM_HEADER_BYTES;
  const size = BigInt(codeOffset + code.length);
  const image = Buffer.alloc(codeOffset);

  image.write("\x7fELF", 0, "latin1");
  image.set([2, 1, 1], 4); // 64-bit, little-endian, version 1
  image.writeUInt16LE(ET_EXEC, 16);
  image.writeUInt16LE(MACHINE[arch], 18);
  image.writeUInt32LE(1, 20);
  image.writeBigUInt64LE(LOAD_ADDRESS + BigInt(codeOffset), 24); // entry point
  image.writeBigUInt64LE(BigInt(ELF_HEADER_BYTES), 32); // program headers follow at once
  image.writeUInt16LE(ELF_HEADER_BYTES, 52);
  image.writeUInt16LE(PROGRAM_HEADER_BYTES, 54);
  image.writeUInt16LE(PROGRAM_HEADERS, 56);

  const load = ELF_HEADER_BYTES;
  image.writeUInt32LE(PT_LOAD, load);
  image.writeUInt32LE(READ_EXECUTE, load + 4);
  image.writeBigUInt64LE(LOAD_ADDRESS, load + 16);
  image.writeBigUInt64LE(LOAD_ADDRESS, load + 24);
  image.writeBigUInt64LE(size, load + 32);
  image.writeBigUInt64LE(size, load + 40);
  image.writeBigUInt64LE(PAGE_BYTES, load + 48);

  const stack = load + PROGRAM_HEADER_BYTES;
  image.writeUInt32LE(PT_GNU_STACK, stack);
  image.writeUInt32LE(READ_WRITE, stack + 4);
  return Buffer.concat([image, code]);
}
