/** A network of its own for commands, with loopback sockets of ours in it. */
import type { NetworkNamespace } from "../sandbox/managed-network.ts";
import { addUserNamespace, type Identity } from "./mount-steps.ts";
import type { Label, ProgramBuilder } from "./program.ts";

/** `linux/sched.h`. */
const CLONE_NEWUSER = 0x10000000;
const CLONE_NEWNET = 0x40000000;
/** `fcntl.h`. */
const AT_FDCWD = -100;
const OPEN_READ_CLOEXEC = 0o2000000;
/** `linux/socket.h`, `linux/sockios.h`, `linux/if.h`. */
const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOL_SOCKET = 1;
const SCM_RIGHTS = 1;
const SIOCSIFFLAGS = 0x8914;
const IFF_UP_RUNNING = 0x41;
const INTERFACE_NAME_BYTES = 16;
const INTERFACE_REQUEST_BYTES = 40;
const ADDRESS_BYTES = 16;
const BACKLOG = 511;
/** A control message with one descriptor: its own length, and the room that it takes. */
const CONTROL_LENGTH = 20;
const CONTROL_ROOM = 24;
const HIGH_WORD = 2 ** 32;

/** Enters a namespace that this process's parent keeps open. Its files are out of reach from inside. */
export function addNetworkEntry(
  program: ProgramBuilder,
  { networkFile, userFile }: NetworkNamespace,
  refused: Label,
): void {
  const options = { onFailure: refused, purpose: "enter the network of the proxy" };
  const open = (file: string) => {
    const descriptor = program.slots(0);
    const args = [AT_FDCWD, program.text(file), OPEN_READ_CLOEXEC, 0];
    program.call("openat", args, { ...options, result: descriptor });
    return descriptor;
  };
  const network = open(networkFile);
  if (userFile !== undefined) {
    const user = open(userFile);
    program.call("setns", [user, CLONE_NEWUSER], options);
    program.call("close", [user]);
  }
  program.call("setns", [network, CLONE_NEWNET], options);
  program.call("close", [network]);
}

/** Makes an empty network and brings its loopback device up. */
export function addNetworkNamespace(program: ProgramBuilder, identity: Identity, refused: Label): void {
  const isolated = program.label();
  if (identity.uid === 0) {
    const notPermitted = program.label();
    program.call("unshare", [CLONE_NEWNET], { onFailure: notPermitted });
    program.jump(isolated);
    program.place(notPermitted);
  }
  addUserNamespace(program, identity, CLONE_NEWNET, refused);
  program.place(isolated);
  const request = Buffer.alloc(INTERFACE_REQUEST_BYTES);
  request.write("lo");
  request.writeUInt16LE(IFF_UP_RUNNING, INTERFACE_NAME_BYTES);
  const socket = program.slots(0);
  program.call("socket", [AF_INET, SOCK_DGRAM, 0], { onFailure: refused, result: socket });
  program.call("ioctl", [socket, SIOCSIFFLAGS, program.bytes(request)], { onFailure: refused });
  program.call("close", [socket]);
}

/** Listens on a loopback port and hands the socket over, with a message, through descriptor `channel`. */
export function addHandedListener(
  program: ProgramBuilder,
  { port, channel, message }: { readonly port: number; readonly channel: number; readonly message: string },
  refused: Label,
): void {
  const address = Buffer.alloc(ADDRESS_BYTES);
  address.writeUInt16LE(AF_INET, 0);
  address.writeUInt16BE(port, 2);
  address.set([127, 0, 0, 1], 4);
  const text = program.bytes(Buffer.from(message));
  // struct cmsghdr with one descriptor, struct iovec, struct msghdr.
  const control = program.slots(CONTROL_LENGTH, SOL_SOCKET + SCM_RIGHTS * HIGH_WORD, 0);
  const listener = { kind: "slot", index: control.index + 2 } as const;
  const piece = program.slots(0, text.length);
  const header = program.slots(0, 0, 0, 1, 0, CONTROL_ROOM, 0);
  program.call("socket", [AF_INET, SOCK_STREAM, 0], { onFailure: refused, result: listener });
  program.call("bind", [listener, program.bytes(address), ADDRESS_BYTES], { onFailure: refused });
  program.call("listen", [listener, BACKLOG], { onFailure: refused });
  program.move(text, piece);
  program.move(program.addressOf(piece), { kind: "slot", index: header.index + 2 });
  program.move(program.addressOf(control), { kind: "slot", index: header.index + 4 });
  program.call("sendmsg", [channel, program.addressOf(header), 0], { onFailure: refused });
  program.call("close", [listener]);
}
