/** The fixed words of the patch format. Models are trained on them: they never change. */

export const BEGIN_PATCH = "*** Begin Patch";
export const END_PATCH = "*** End Patch";
export const ADD_FILE = "*** Add File: ";
export const DELETE_FILE = "*** Delete File: ";
export const UPDATE_FILE = "*** Update File: ";
/** Stands directly under an update header. */
export const MOVE_TO = "*** Move to: ";
export const END_OF_FILE = "*** End of File";
/** Opens a chunk; what follows after a space is the line to find first. */
export const CHUNK_MARKER = "@@";
