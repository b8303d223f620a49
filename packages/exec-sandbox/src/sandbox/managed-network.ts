/** What a managed network leaves of the network. */

/** Stands in the place of the policy's own word about the network, whatever that is. */
export interface ManagedNetwork {
  /** Loopback ports of its proxy, the only way out; none closes the network. */
  readonly ports: readonly number[];
  /** True lets commands listen on this machine, and reach what listens there. */
  readonly allowsLocal: boolean;
  /** Linux: where these ports lead to the proxy; without one nothing is reached there. */
  readonly namespace?: NetworkNamespace | undefined;
}

/** A network of its own, in which there is nothing but a loopback device. */
export interface NetworkNamespace {
  /** Files that stand for it; they can be opened while this process has it open. */
  readonly networkFile: string;
  /** The user namespace that owns it; undefined where that is ours. */
  readonly userFile: string | undefined;
}

/** A managed network in which nothing is reached. */
export const CLOSED_NETWORK: ManagedNetwork = { ports: [], allowsLocal: false };

/** How a command may use the network: freely, not at all, or by a proxy. */
export type NetworkAccess = "open" | "closed" | ManagedNetwork;
