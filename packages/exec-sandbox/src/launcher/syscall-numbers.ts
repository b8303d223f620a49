/** Numbers of the system calls that the launcher makes or its filter names (`asm/unistd.h` of Linux). */
import type { LauncherArch } from "./machine-code.ts";

/** [x86-64, arm64]; calls newer than 5.1 have the same number on both. */
const NUMBERS = {
  accept: [43, 202],
  accept4: [288, 242],
  bind: [49, 200],
  bpf: [321, 280],
  chdir: [80, 49],
  chroot: [161, 51],
  close: [3, 57],
  close_range: [436, 436],
  connect: [42, 203],
  dup3: [292, 24],
  execve: [59, 221],
  exit_group: [231, 94],
  fcntl: [72, 25],
  getpeername: [52, 205],
  getppid: [110, 173],
  getsockname: [51, 204],
  getsockopt: [55, 209],
  ioctl: [16, 29],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  io_uring_setup: [425, 425],
  landlock_add_rule: [445, 445],
  landlock_create_ruleset: [444, 444],
  landlock_restrict_self: [446, 446],
  listen: [50, 201],
  mount: [165, 40],
  mount_setattr: [442, 442],
  move_mount: [429, 429],
  open_by_handle_at: [304, 265],
  open_tree: [428, 428],
  openat: [257, 56],
  pipe2: [293, 59],
  prctl: [157, 167],
  prlimit64: [302, 261],
  ptrace: [101, 117],
  read: [0, 63],
  recvmmsg: [299, 243],
  rt_sigaction: [13, 134],
  rt_sigprocmask: [14, 135],
  seccomp: [317, 277],
  sendmmsg: [307, 269],
  sendmsg: [46, 211],
  sendto: [44, 206],
  setns: [308, 268],
  setsockopt: [54, 208],
  shutdown: [48, 210],
  socket: [41, 198],
  socketpair: [53, 199],
  unshare: [272, 97],
  write: [1, 64],
} as const;

/** A system call by name. */
export type SyscallName = keyof typeof NUMBERS;

/** The number of a system call on a processor. */
export function syscallNumber(arch: LauncherArch, name: SyscallName): number {
  return NUMBERS[name][arch === "x64" ? 0 : 1];
}
