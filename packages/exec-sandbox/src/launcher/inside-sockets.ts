/** The part of the system-call filter for commands in a network of their own. */
import type { LauncherArch } from "./machine-code.ts";
import type { FilterStep } from "./seccomp-assembler.ts";
import { AF, DATA, SOCK } from "./seccomp-data.ts";
import { type SyscallName, syscallNumber } from "./syscall-numbers.ts";

/** Being reached by others. */
const LISTENING: readonly SyscallName[] = ["accept", "accept4", "bind", "listen"];

/**
 * Steps that jump to the labels `allow` and `deny`, or go on with the number still loaded. Internet sockets
 * reach nobody but who listens in there, so they are free, raw ones excepted; `outgoing` listens to nobody.
 * Local sockets would lead out, since they are found by path: there are connected pairs only, which cannot be
 * led elsewhere.
 */
export function insideSockets(arch: LauncherArch, use: "listening" | "outgoing"): FilterStep[] {
  const denied = use === "outgoing" ? LISTENING : [];
  const kinds = (first: number, second: number): FilterStep[] => [
    { op: "load", value: DATA.argument1 },
    { op: "and", value: SOCK.typeMask },
    { op: "jumpIfEqual", value: first, ifTrue: "allow" },
    { op: "jumpIfEqual", value: second, ifTrue: "allow", ifFalse: "deny" },
  ];
  return [
    ...denied.map(
      (name): FilterStep => ({
        op: "jumpIfEqual",
        value: syscallNumber(arch, name),
        ifTrue: "deny",
      }),
    ),
    { op: "jumpIfEqual", value: syscallNumber(arch, "socketpair"), ifFalse: "noPair" },
    { op: "load", value: DATA.argument0 },
    { op: "jumpIfEqual", value: AF.unix, ifFalse: "deny" },
    ...kinds(SOCK.stream, SOCK.seqpacket),
    { op: "label", name: "noPair" },
    { op: "jumpIfEqual", value: syscallNumber(arch, "socket"), ifFalse: "noSocket" },
    { op: "load", value: DATA.argument0 },
    { op: "jumpIfEqual", value: AF.inet, ifTrue: "internet" },
    { op: "jumpIfEqual", value: AF.inet6, ifFalse: "deny" },
    { op: "label", name: "internet" },
    ...kinds(SOCK.stream, SOCK.datagram),
    { op: "label", name: "noSocket" },
  ];
}
