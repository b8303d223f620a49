/** Attempts by single system calls, as tables. Each must be refused, not merely fail. */
import type { EscapeAttempt } from "./file-attempts.ts";
import { tryCall } from "./try-call.ts";

const STREAM = 1;
const DATAGRAM = 2;
const RAW = 3;
/** Families of `linux/socket.h`. */
const SOCKETS: readonly (readonly [name: string, family: number, type: number])[] = [
  ["TCP", 2, STREAM],
  ["UDP", 2, DATAGRAM],
  ["raw IP", 2, RAW],
  ["TCP over IPv6", 10, STREAM],
  ["UDP over IPv6", 10, DATAGRAM],
  ["packet", 17, RAW],
  ["Bluetooth", 31, STREAM],
  ["kernel crypto", 38, 5],
  ["virtual machine", 40, STREAM],
  ["express data path", 44, RAW],
];

const SOCKET_CALLS = [
  "connect",
  "bind",
  "listen",
  "accept",
  "accept4",
  "sendmmsg",
  "recvmmsg",
  "setsockopt",
] as const;

const PTRACE_TRACEME = 0;
const PTRACE_ATTACH = 16;
const BPF_PROG_LOAD = 5;
const INVALID = -1;

/** Sockets of every family, the calls that use them, and what else the filter closes. */
export const CALL_ATTEMPTS: readonly EscapeAttempt[] = [
  ...SOCKETS.map(([name, family, type]) => ({
    name: `make a socket: ${name}`,
    level: 2 as const,
    run: tryCall("socket", () => [family, type, 0]),
  })),
  ...SOCKET_CALLS.map((name) => ({
    name: `call ${name}`,
    level: 2 as const,
    run: tryCall(name, () => [INVALID, 0, 0, 0, 0]),
  })),
  {
    name: "make a pair of sockets that is no local one",
    level: 2,
    run: tryCall("socketpair", (program) => [2, STREAM, 0, program.bytes(new Uint8Array(8))]),
  },
  { name: "enter io_uring", level: 2, run: tryCall("io_uring_enter", () => [INVALID, 0, 0, 0, 0, 0]) },
  { name: "register with io_uring", level: 2, run: tryCall("io_uring_register", () => [INVALID, 0, 0, 0]) },
  { name: "be traced", level: 2, run: tryCall("ptrace", () => [PTRACE_TRACEME, 0, 0, 0]) },
  {
    name: "attach to the parent",
    level: 2,
    run: tryCall("ptrace", (_, { host }) => [PTRACE_ATTACH, host.pid, 0, 0]),
  },
  {
    name: "load a program into the kernel",
    level: 2,
    run: tryCall("bpf", (program) => [BPF_PROG_LOAD, program.bytes(new Uint8Array(72)), 72]),
  },
  {
    name: "change the flags of the workspace's mount",
    level: 2,
    run: tryCall("mount_setattr", (program, { workspace }) => [
      -100,
      program.text(workspace),
      0,
      program.words(0, 1, 0, 0),
      32,
    ]),
  },
];
