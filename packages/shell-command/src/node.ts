export { type BashWasmFiles, findBashWasm, readBashWasm } from "./node/bash-wasm.ts";
