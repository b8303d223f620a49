export { type BashWasmFiles, findBashWasm, readBashWasm } from "./bash-wasm.ts";
