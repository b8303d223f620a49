/** Which system calls a confined command may not make. */
import { insideSockets } from "./inside-sockets.ts";
import type { LauncherArch } from "./machine-code.ts";
import { assembleFilter, type FilterStep } from "./seccomp-assembler.ts";
import { AF, DATA, SOCK } from "./seccomp-data.ts";
import { type SyscallName, syscallNumber } from "./syscall-numbers.ts";

/** `AUDIT_ARCH_*` of `linux/audit.h`. */
const AUDIT_ARCH: Readonly<Record<LauncherArch, number>> = { x64: 0xc000003e, arm64: 0xc00000b7 };
/** Bash takes any other error on its standard input for a network login, and reads `~/.bashrc` then. */
const NOT_A_SOCKET: readonly SyscallName[] = ["getpeername"];
const RETURN = {
  allow: 0x7fff0000,
  notPermitted: 0x00050001,
  notASocket: 0x00050058,
  notSupported: 0x0005005f,
  killProcess: 0x80000000,
} as const;
/** Type a character, and paste a selection (`asm-generic/ioctls.h`); the kernel reads 32 bits of a request. */
const TIOCSTI = 0x5412;
const TIOCLINUX = 0x541c;
/** Numbers from here on are the x32 interface of x86-64, a second door to every call. */
const X32_BIT = 0x40000000;

/**
 * Denied to every confined command: looking into other processes, a second way to do any I/O, reaching files
 * without their path, loading kernel code, taking part in page faults.
 */
const ALWAYS_DENIED: readonly SyscallName[] = [
  "ptrace",
  "perf_event_open",
  "io_uring_setup",
  "io_uring_enter",
  "io_uring_register",
  "open_by_handle_at",
  "bpf",
  "userfaultfd",
  // Keys belong to the user's session, and asking for one starts a program outside.
  "add_key",
  "request_key",
  "keyctl",
  // In a namespace of its own a command could mount. Landlock has hooks for the older calls only; setting up
  // an overlay makes the kernel create a folder wherever the caller says.
  "mount",
  "umount2",
  "pivot_root",
  "open_tree",
  "open_tree_attr",
  "move_mount",
  "mount_setattr",
  "fsopen",
  "fspick",
  "fsconfig",
  "fsmount",
];
/**
 * Denied where mounts do not protect attributes of files, and Landlock knows nothing of them. The error says
 * that the file system has none, which every program that copies files can live with.
 */
const ATTRIBUTE_CALLS: readonly SyscallName[] = [
  "setxattr",
  "lsetxattr",
  "fsetxattr",
  "setxattrat",
  "removexattr",
  "lremovexattr",
  "fremovexattr",
  "removexattrat",
  "file_setattr",
];
/** The same by `ioctl` (`linux/fs.h`, `linux/fsverity.h`): flags, their newer form, version, sealing. */
const ATTRIBUTE_REQUESTS = [0x40086602, 0x401c5820, 0x40087602, 0x40806685] as const;
/**
 * Denied without network. The calls that a connected pair of local sockets needs stay (`sendto`, `sendmsg`,
 * `shutdown`, `getsockopt` …): Node talks to its children over such pairs and Python's event loop wakes itself
 * up with one, and neither stream nor sequenced-packet sockets take an address with a message.
 */
const NETWORK_DENIED: readonly SyscallName[] = [
  "connect",
  "accept",
  "accept4",
  "bind",
  "listen",
  "sendmmsg",
  "recvmmsg",
  "setsockopt",
];

/** What a command may do with sockets; `inside` is a network of its own, see `insideSockets`. */
export type SocketAccess = "open" | "closed" | "inside" | "inside-outgoing";

/** What a filter depends on besides the processor. */
export interface FilterRights {
  readonly sockets: SocketAccess;
  /** False where nothing but this filter keeps the attributes of files outside as they are. */
  readonly allowsAttributes: boolean;
}

/** The filter as an array of `struct sock_filter`. A foreign instruction set kills, the rest fails. */
export function seccompFilter(arch: LauncherArch, rights: FilterRights): Buffer {
  const jump =
    (ifTrue: string) =>
    (name: SyscallName): FilterStep => ({
      op: "jumpIfEqual",
      value: syscallNumber(arch, name),
      ifTrue,
    });
  const deny = jump("deny");
  const network: Readonly<Record<SocketAccess, readonly FilterStep[]>> = {
    open: [],
    inside: insideSockets(arch, "listening"),
    "inside-outgoing": insideSockets(arch, "outgoing"),
    closed: [...NETWORK_DENIED.map(deny), ...NOT_A_SOCKET.map(jump("notASocket")), ...unixStreamsOnly(arch)],
  };
  return assembleFilter([
    { op: "load", value: DATA.arch },
    { op: "jumpIfEqual", value: AUDIT_ARCH[arch], ifFalse: "kill" },
    { op: "load", value: DATA.number },
    ...(arch === "x64" ? [{ op: "jumpIfAtLeast", value: X32_BIT, ifTrue: "deny" } as const] : []),
    ...ALWAYS_DENIED.map(deny),
    ...(rights.allowsAttributes ? [] : ATTRIBUTE_CALLS.map(jump("notSupported"))),
    ...network[rights.sockets],
    ...someRequestsOnly(arch, rights),
    ...ownLimitsOnly(arch),
    { op: "label", name: "allow" },
    { op: "return", value: RETURN.allow },
    { op: "label", name: "deny" },
    { op: "return", value: RETURN.notPermitted },
    { op: "label", name: "notASocket" },
    { op: "return", value: RETURN.notASocket },
    { op: "label", name: "notSupported" },
    { op: "return", value: RETURN.notSupported },
    { op: "label", name: "kill" },
    { op: "return", value: RETURN.killProcess },
  ]);
}

/**
 * Lets sockets be made only of the kinds that cannot name a receiver later: local streams and sequenced
 * packets. A local datagram socket, even one of a pair, could send to any socket file with `sendmsg`, and a
 * "raw" local socket is a datagram socket by another name.
 */
function unixStreamsOnly(arch: LauncherArch): FilterStep[] {
  return [
    { op: "jumpIfEqual", value: syscallNumber(arch, "socket"), ifTrue: "socket" },
    { op: "jumpIfEqual", value: syscallNumber(arch, "socketpair"), ifTrue: "socket", ifFalse: "noSocket" },
    { op: "label", name: "socket" },
    { op: "load", value: DATA.argument0 },
    { op: "jumpIfEqual", value: AF.unix, ifFalse: "deny" },
    { op: "load", value: DATA.argument1 },
    { op: "and", value: SOCK.typeMask },
    { op: "jumpIfEqual", value: SOCK.stream, ifTrue: "allow" },
    { op: "jumpIfEqual", value: SOCK.seqpacket, ifTrue: "allow", ifFalse: "deny" },
    { op: "label", name: "noSocket" },
  ];
}

/**
 * Puts nothing into the input of a terminal: the shell that is left at it would take that for the user's typing
 * and run it outside of the sandbox.
 */
function someRequestsOnly(arch: LauncherArch, { allowsAttributes }: FilterRights): FilterStep[] {
  const attributes = ATTRIBUTE_REQUESTS.map(
    (value) => ({ op: "jumpIfEqual", value, ifTrue: "notSupported" }) as const,
  );
  return [
    { op: "jumpIfEqual", value: syscallNumber(arch, "ioctl"), ifFalse: "noIoctl" },
    { op: "load", value: DATA.argument1 },
    ...(allowsAttributes ? [] : attributes),
    { op: "jumpIfEqual", value: TIOCSTI, ifTrue: "deny" },
    { op: "jumpIfEqual", value: TIOCLINUX, ifTrue: "deny", ifFalse: "allow" },
    { op: "label", name: "noIoctl" },
  ];
}

/** Setting a limit of another process of the same user could end it; 0 stands for the caller itself. */
function ownLimitsOnly(arch: LauncherArch): FilterStep[] {
  return [
    { op: "jumpIfEqual", value: syscallNumber(arch, "prlimit64"), ifFalse: "allow" },
    { op: "load", value: DATA.argument0 },
    { op: "jumpIfEqual", value: 0, ifTrue: "allow", ifFalse: "deny" },
  ];
}
