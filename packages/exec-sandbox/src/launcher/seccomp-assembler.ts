/** Assembles classic BPF, the language of seccomp filters, with names for jump targets. */

/** Instruction codes (`linux/bpf_common.h`). */
const CODE = {
  load: 0x20, // LD | W | ABS
  and: 0x54, // ALU | AND | K
  jumpIfEqual: 0x15, // JMP | JEQ | K
  jumpIfAtLeast: 0x35, // JMP | JGE | K
  return: 0x06, // RET | K
} as const;
const INSTRUCTION_BYTES = 8;

/** One instruction; targets are names of labels, undefined goes on with the next instruction. */
export type FilterStep =
  | { readonly op: "load" | "and" | "return"; readonly value: number }
  | {
      readonly op: "jumpIfEqual" | "jumpIfAtLeast";
      readonly value: number;
      readonly ifTrue?: string;
      readonly ifFalse?: string;
    }
  | { readonly op: "label"; readonly name: string };

/** Turns steps into an array of `struct sock_filter`. Jumps go forward over at most 255 instructions. */
export function assembleFilter(steps: readonly FilterStep[]): Buffer {
  const places = new Map<string, number>();
  let count = 0;
  for (const step of steps) {
    if (step.op === "label") places.set(step.name, count);
    else count += 1;
  }

  const filter = Buffer.alloc(count * INSTRUCTION_BYTES);
  let index = 0;
  for (const step of steps) {
    if (step.op === "label") continue;
    const offset = index * INSTRUCTION_BYTES;
    filter.writeUInt16LE(CODE[step.op], offset);
    if (step.op === "jumpIfEqual" || step.op === "jumpIfAtLeast") {
      filter.writeUInt8(distance(step.ifTrue, index, places), offset + 2);
      filter.writeUInt8(distance(step.ifFalse, index, places), offset + 3);
    }
    filter.writeUInt32LE(step.value >>> 0, offset + 4);
    index += 1;
  }
  return filter;
}

function distance(label: string | undefined, from: number, places: ReadonlyMap<string, number>): number {
  if (label === undefined) return 0;
  const place = places.get(label);
  if (place === undefined || place <= from) throw new Error(`seccomp filter: no label "${label}" ahead`);
  return place - from - 1;
}
