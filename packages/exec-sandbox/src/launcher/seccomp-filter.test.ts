import { expect, test } from "@jest/globals";
import type { LauncherArch } from "./machine-code.ts";
import { type FilterRights, type SocketAccess, seccompFilter } from "./seccomp-filter.ts";
import { type SyscallName, syscallNumber } from "./syscall-numbers.ts";

const ARCH = { x64: 0xc000003e, arm64: 0xc00000b7, i386: 0x40000003 } as const;
const ALLOW = 0x7fff0000;
const EPERM = 0x00050001;
const KILL = 0x80000000;

interface Call {
  readonly arch: number;
  readonly number: number;
  readonly args: readonly number[];
}

/** Runs a filter the way the kernel does, for the instructions that ours consist of. */
function judge(filter: Buffer, call: Call): number {
  const data = Buffer.alloc(64);
  data.writeUInt32LE(call.number, 0);
  data.writeUInt32LE(call.arch, 4);
  call.args.forEach((value, index) => {
    data.writeUInt32LE(value >>> 0, 16 + index * 8);
  });
  let accumulator = 0;
  for (let index = 0; index < filter.length / 8; index += 1) {
    const value = filter.readUInt32LE(index * 8 + 4);
    const jump = (isTrue: boolean) => filter.readUInt8(index * 8 + (isTrue ? 2 : 3));
    const code = filter.readUInt16LE(index * 8);
    if (code === 0x20) accumulator = data.readUInt32LE(value);
    else if (code === 0x54) accumulator = (accumulator & value) >>> 0;
    else if (code === 0x15) index += jump(accumulator === value);
    else if (code === 0x35) index += jump(accumulator >= value);
    else if (code === 0x06) return value;
    else throw new Error(`unknown instruction ${code}`);
  }
  throw new Error("the filter has no end");
}

function verdict(
  arch: LauncherArch,
  allowsNetwork: boolean,
  name: SyscallName,
  args: readonly number[] = [],
): number {
  return judge(seccompFilter(arch, { sockets: allowsNetwork ? "open" : "closed", allowsAttributes: true }), {
    arch: ARCH[arch],
    number: syscallNumber(arch, name),
    args,
  });
}

const OPEN: FilterRights = { sockets: "open", allowsAttributes: true };
const AF_UNIX = 1;
const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
const SOCK = { stream: 1, dgram: 2, raw: 3, seqpacket: 5, cloexec: 0o2000000, nonblock: 0o4000 };

for (const arch of ["x64", "arm64"] as const) {
  test.each<SyscallName>(["connect", "bind", "listen", "setsockopt", "accept4", "sendmmsg"])(
    `${arch}: %s needs network`,
    (name) => {
      expect(verdict(arch, false, name)).toBe(EPERM);
      expect(verdict(arch, true, name)).toBe(ALLOW);
    },
  );

  test.each<SyscallName>([
    "ptrace",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "mount_setattr",
    "mount",
    "fsmount",
    "keyctl",
    "bpf",
  ])(`${arch}: %s is denied whatever the network policy`, (name) => {
    expect(verdict(arch, false, name)).toBe(EPERM);
    expect(verdict(arch, true, name)).toBe(EPERM);
  });

  test.each<SyscallName>(["openat", "execve", "write", "unshare", "sendto", "shutdown"])(
    `${arch}: %s is allowed`,
    (name) => {
      expect(verdict(arch, false, name)).toBe(ALLOW);
    },
  );

  test.each([
    [AF_UNIX, SOCK.stream | SOCK.cloexec | SOCK.nonblock, ALLOW],
    [AF_UNIX, SOCK.seqpacket, ALLOW],
    [AF_UNIX, SOCK.dgram, EPERM],
    [AF_UNIX, SOCK.dgram | SOCK.cloexec, EPERM],
    [AF_UNIX, SOCK.raw, EPERM],
    [AF_INET, SOCK.stream, EPERM],
    [AF_NETLINK, SOCK.raw, EPERM],
  ])(`${arch}: a socket of family %d and type %d`, (family, type, expected) => {
    expect(verdict(arch, false, "socket", [family, type])).toBe(expected);
    expect(verdict(arch, false, "socketpair", [family, type])).toBe(expected);
    expect(verdict(arch, true, "socket", [family, type])).toBe(ALLOW);
  });

  test(`${arch}: in a network of its own a command has internet sockets, and local ones in pairs only`, () => {
    const ask = (sockets: SocketAccess, name: SyscallName, args: readonly number[] = []) =>
      judge(seccompFilter(arch, { ...OPEN, sockets }), {
        arch: ARCH[arch],
        number: syscallNumber(arch, name),
        args,
      });
    for (const access of ["inside", "inside-outgoing"] as const) {
      for (const family of [AF_INET, AF_INET6]) {
        expect(ask(access, "socket", [family, SOCK.stream | SOCK.cloexec])).toBe(ALLOW);
        expect(ask(access, "socket", [family, SOCK.dgram])).toBe(ALLOW);
        expect(ask(access, "socket", [family, SOCK.raw])).toBe(EPERM);
        expect(ask(access, "socketpair", [family, SOCK.stream])).toBe(EPERM);
      }
      for (const type of [SOCK.stream, SOCK.seqpacket, SOCK.dgram, SOCK.raw]) {
        expect(ask(access, "socket", [AF_UNIX, type])).toBe(EPERM);
      }
      expect(ask(access, "socket", [AF_NETLINK, SOCK.raw])).toBe(EPERM);
      expect(ask(access, "socketpair", [AF_UNIX, SOCK.stream])).toBe(ALLOW);
      expect(ask(access, "socketpair", [AF_UNIX, SOCK.dgram])).toBe(EPERM);
      expect(ask(access, "connect")).toBe(ALLOW);
      expect(ask(access, "setsockopt")).toBe(ALLOW);
      expect(ask(access, "ptrace")).toBe(EPERM);
      expect(ask(access, "ioctl", [0, 0x5412])).toBe(EPERM);
      expect(ask(access, "prlimit64", [1234])).toBe(EPERM);
    }
    for (const name of ["bind", "listen", "accept", "accept4"] as const) {
      expect(ask("inside", name)).toBe(ALLOW);
      expect(ask("inside-outgoing", name)).toBe(EPERM);
    }
  });

  test(`${arch}: only a process's own limits can be set`, () => {
    expect(verdict(arch, true, "prlimit64", [0])).toBe(ALLOW);
    expect(verdict(arch, false, "prlimit64", [1234])).toBe(EPERM);
  });

  test(`${arch}: no command types into a terminal`, () => {
    const requests = { tiocsti: 0x5412, tioclinux: 0x541c, tcgets: 0x5401, tiocgwinsz: 0x5413 };
    expect(verdict(arch, true, "ioctl", [0, requests.tiocsti])).toBe(EPERM);
    expect(verdict(arch, false, "ioctl", [0, requests.tioclinux])).toBe(EPERM);
    expect(verdict(arch, false, "ioctl", [0, requests.tcgets])).toBe(ALLOW);
    expect(verdict(arch, true, "ioctl", [0, requests.tiocgwinsz])).toBe(ALLOW);
  });

  test(`${arch}: attributes of files can be changed only where mounts protect those outside`, () => {
    const calls: readonly (readonly [SyscallName, readonly number[]])[] = [
      ["setxattr", []],
      ["fremovexattr", []],
      ["file_setattr", []],
      ["ioctl", [0, 0x40086602]],
      ["ioctl", [0, 0x401c5820]],
    ];
    for (const [name, args] of calls) {
      const call = { arch: ARCH[arch], number: syscallNumber(arch, name), args };
      expect(judge(seccompFilter(arch, OPEN), call)).toBe(ALLOW);
      expect(judge(seccompFilter(arch, { ...OPEN, allowsAttributes: false }), call)).toBe(0x00050000 | 95);
    }
  });

  test(`${arch}: getpeername says that there is no socket, so that bash sees no network login`, () => {
    expect(verdict(arch, false, "getpeername")).toBe(0x00050000 | 88);
  });

  test(`${arch}: another instruction set kills`, () => {
    const call = { arch: ARCH.i386, number: 1, args: [] };
    expect(judge(seccompFilter(arch, OPEN), call)).toBe(KILL);
  });
}

test("x64: numbers of the x32 interface are denied", () => {
  const call = { arch: ARCH.x64, number: 0x40000000 | syscallNumber("x64", "write"), args: [] };
  expect(judge(seccompFilter("x64", OPEN), call)).toBe(EPERM);
});
