/** The version that this program is compatible with; the same in every package of the workspace. */
export const VERSION = "0.99.0";
