export { writeFileAtomically } from "./node/atomic-write.ts";
