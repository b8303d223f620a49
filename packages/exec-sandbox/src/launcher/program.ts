/** Builds the list of system calls that the launcher runs (format: head of `vm-x64.s`). */
import type { LauncherArch } from "./machine-code.ts";
import { type SyscallName, syscallNumber } from "./syscall-numbers.ts";

const WORD_BYTES = 8;
const RECORD_BYTES = 64;
const ARGUMENTS = 6;
/** Slots 0 to 6 have fixed meanings. */
const FIRST_FREE_SLOT = 7;
const FIRST_RECORD_SLOT = 2;
const NOT_A_SYSCALL = { move: -1, equal: -2 } as const;

/** An 8-byte cell of the program. */
export interface Slot {
  readonly kind: "slot";
  readonly index: number;
}
/** Bytes that the program carries; as an argument, their address. */
export interface Data {
  readonly kind: "data";
  readonly offset: number;
  readonly length: number;
}
/** The address of a slot, for structures whose content is known at run time only. */
export interface SlotAddress {
  readonly kind: "slot-address";
  readonly index: number;
}
/** A place in the list to continue at after a failure. */
export interface Label {
  readonly kind: "label";
  readonly id: number;
}

/** An argument of a system call. */
export type Argument = number | Slot | Data | SlotAddress;

/** What happens around one record. */
export interface RecordOptions {
  /** Receives the result, also of a failure. */
  readonly result?: Slot;
  /** Where to continue when it fails; without it, at the next record. */
  readonly onFailure?: Label;
  /** What the step was to achieve, for the message about its failure. */
  readonly purpose?: string;
}

/** The argument vector and environment of the launcher, and the record of the last failure. */
export const ARGV_SLOT: Slot = { kind: "slot", index: 0 };
export const ENV_SLOT: Slot = { kind: "slot", index: 1 };
/** Slots 3 to 6: a mark of two words, then result and offset of the record that failed. */
export const FAILURE_REPORT: SlotAddress = { kind: "slot-address", index: 3 };
export const FAILURE_REPORT_BYTES = 4 * WORD_BYTES;
export const MARK_BYTES = 2 * WORD_BYTES;

/** A finished program. */
export interface EncodedProgram {
  /** What the launcher takes as its first argument. */
  readonly hex: string;
  /** The purpose of the record at an offset of the program. */
  readonly purposes: ReadonlyMap<number, string>;
}

/** Collects records, slots and data. */
export interface ProgramBuilder {
  readonly arch: LauncherArch;
  /** Reserves consecutive slots with these first values; gives the first of them. */
  slots(...values: readonly number[]): Slot;
  /** The address of a slot. */
  addressOf(slot: Slot): SlotAddress;
  bytes(content: Uint8Array): Data;
  /** Text with its closing zero byte. */
  text(content: string): Data;
  /** Unsigned 64-bit words. */
  words(...values: readonly number[]): Data;
  call(name: SyscallName, args: readonly Argument[], options?: RecordOptions): void;
  /** Copies a value, or the address of data, into a slot. */
  move(value: Argument, into: Slot): void;
  /** Fails unless the two values are equal. */
  equal(left: Argument, right: Argument, options: RecordOptions): void;
  /** Goes on at a label. */
  jump(to: Label): void;
  label(): Label;
  /** Fixes a label to the next record. Jumps go forward only. */
  place(label: Label): void;
  encode(mark: string): EncodedProgram;
}

interface ProgramRecord {
  readonly number: number;
  readonly args: readonly Argument[];
  readonly options: RecordOptions;
}

/** Starts an empty program. */
export function createProgram(arch: LauncherArch): ProgramBuilder {
  const records: ProgramRecord[] = [];
  const slotValues: number[] = [];
  const data: Uint8Array[] = [];
  let dataBytes = 0;
  const places: number[] = [];

  const bytes = (content: Uint8Array): Data => {
    const padded = new Uint8Array(Math.ceil(content.length / WORD_BYTES) * WORD_BYTES);
    padded.set(content);
    data.push(padded);
    const offset = dataBytes;
    dataBytes += padded.length;
    return { kind: "data", offset, length: content.length };
  };

  return {
    arch,
    slots(...values) {
      const index = FIRST_FREE_SLOT + slotValues.length;
      slotValues.push(...values);
      return { kind: "slot", index };
    },
    addressOf: (slot) => ({ kind: "slot-address", index: slot.index }),
    bytes,
    text: (content) => bytes(Buffer.from(`${content}\0`)),
    words(...values) {
      const content = Buffer.alloc(values.length * WORD_BYTES);
      values.forEach((value, index) => {
        writeWord(content, index * WORD_BYTES, value);
      });
      return bytes(content);
    },
    call(name, args, options = {}) {
      records.push({ number: syscallNumber(arch, name), args, options });
    },
    move(value, into) {
      records.push({ number: NOT_A_SYSCALL.move, args: [value], options: { result: into } });
    },
    equal(left, right, options) {
      records.push({ number: NOT_A_SYSCALL.equal, args: [left, right], options });
    },
    jump(to) {
      records.push({ number: NOT_A_SYSCALL.equal, args: [0, 1], options: { onFailure: to } });
    },
    label() {
      places.push(-1);
      return { kind: "label", id: places.length - 1 };
    },
    place(label) {
      places[label.id] = records.length;
    },
    encode: (mark) => encode({ records, slotValues, data, dataBytes, places }, mark),
  };
}

interface Parts {
  readonly records: readonly ProgramRecord[];
  readonly slotValues: readonly number[];
  readonly data: readonly Uint8Array[];
  readonly dataBytes: number;
  readonly places: readonly number[];
}

function encode(parts: Parts, mark: string): EncodedProgram {
  const recordsOffset = (FIRST_FREE_SLOT + parts.slotValues.length) * WORD_BYTES;
  const dataOffset = recordsOffset + parts.records.length * RECORD_BYTES;
  const program = Buffer.alloc(dataOffset + parts.dataBytes);
  const purposes = new Map<number, string>();

  writeWord(program, FIRST_RECORD_SLOT * WORD_BYTES, recordsOffset);
  program.write(mark, FAILURE_REPORT.index * WORD_BYTES, MARK_BYTES, "latin1");
  parts.slotValues.forEach((value, index) => {
    writeWord(program, (FIRST_FREE_SLOT + index) * WORD_BYTES, value);
  });
  parts.records.forEach((record, index) => {
    const offset = recordsOffset + index * RECORD_BYTES;
    writeRecord(program, offset, record, { dataOffset, skip: skipOf(record, index, parts.places) });
    if (record.options.purpose !== undefined) purposes.set(offset, record.options.purpose);
  });
  let at = dataOffset;
  for (const piece of parts.data) {
    program.set(piece, at);
    at += piece.length;
  }
  return { hex: program.toString("hex"), purposes };
}

/** How many records lie between a record and the place where its failure continues. */
function skipOf(record: ProgramRecord, index: number, places: readonly number[]): number {
  const label = record.options.onFailure;
  if (!label) return 0;
  const place = places[label.id] ?? -1;
  if (place <= index) throw new Error(`launcher program: label ${label.id} is not placed after its use`);
  return place - index - 1;
}

function writeRecord(
  program: Buffer,
  offset: number,
  record: ProgramRecord,
  { dataOffset, skip }: { readonly dataOffset: number; readonly skip: number },
): void {
  let control = (record.options.result?.index ?? 0) << 16;
  writeWord(program, offset, record.number);
  for (let index = 0; index < ARGUMENTS; index += 1) {
    const argument = record.args[index] ?? 0;
    const at = offset + (index + 1) * WORD_BYTES;
    if (typeof argument === "number") {
      writeWord(program, at, argument);
    } else if (argument.kind === "slot") {
      writeWord(program, at, argument.index);
      control |= 1 << (8 + index);
    } else {
      writeWord(
        program,
        at,
        argument.kind === "data" ? dataOffset + argument.offset : argument.index * WORD_BYTES,
      );
      control |= 1 << index;
    }
  }
  program.writeUInt32LE(control, offset + 7 * WORD_BYTES);
  program.writeUInt32LE(skip, offset + 7 * WORD_BYTES + 4);
}

/** Writes a whole number of up to 53 bits as a 64-bit word, negative ones in two's complement. */
function writeWord(target: Buffer, offset: number, value: number): void {
  target.writeUInt32LE(value >>> 0, offset);
  target.writeInt32LE(Math.floor(value / 2 ** 32) | 0, offset + 4);
}
