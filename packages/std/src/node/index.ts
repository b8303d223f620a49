export { writeFileAtomically } from "./atomic-write.ts";
