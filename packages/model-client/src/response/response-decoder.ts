/**
 * What turns answers into events, as one piece: the schemas of items take a few milliseconds to load, and every
 * transport has that done while the server thinks. Loaded by `import()` only.
 */
import { decodeEvent, decodeObject } from "./decode-event.ts";
import { headerEvents } from "./header-events.ts";

/** The decoder of answers; pure. */
export const responseDecoder = { decodeEvent, decodeObject, headerEvents };

/** Its type, for those who are handed it. */
export type ResponseDecoder = typeof responseDecoder;
