/** What a filter sees of a system call, and the numbers of sockets (`linux/seccomp.h`, `linux/socket.h`). */

/** Offsets in `struct seccomp_data`; arguments are 64-bit, the low half of those used here says it all. */
export const DATA = { number: 0, arch: 4, argument0: 16, argument1: 24 } as const;
/** Families of sockets. */
export const AF = { unix: 1, inet: 2, inet6: 10 } as const;
/** Types of sockets; the mask takes the flags away that stand beside the type. */
export const SOCK = { stream: 1, datagram: 2, seqpacket: 5, typeMask: 0xf } as const;
