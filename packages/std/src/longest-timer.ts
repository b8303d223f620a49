/** The longest time that a timer takes, in ms (a signed 32-bit number); beyond it, it would fire at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
