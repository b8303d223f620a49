/** Names one piece of output for the model: six hex digits, only meant to be told apart. */
export function newChunkId(random: () => number): string {
  return Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, "0");
}
