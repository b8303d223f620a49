/**
 * The patch format as a Lark grammar, for the tool definition that has the model write patches freely.
 * It is narrower than the parser on purpose: the model is held to the clean form, slips are still read.
 * No terminal matches the empty text: not every reader of such grammars takes that.
 */
export const APPLY_PATCH_GRAMMAR = `start: open file+ close
open: "*** Begin Patch" LF
close: "*** End Patch" LF?

file: added | deleted | updated
added: "*** Add File: " path LF added_line+
deleted: "*** Delete File: " path LF
updated: "*** Update File: " path LF moved? change?
moved: "*** Move to: " path LF

change: (place | edit)+ at_end?
place: ("@@" | "@@ " /(.+)/) LF
edit: (" " | "-" | "+") /(.+)/? LF
at_end: "*** End of File" LF

added_line: "+" /(.+)/? LF
path: /(.+)/

%import common.LF
`;
