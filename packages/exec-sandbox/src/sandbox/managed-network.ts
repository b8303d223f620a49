/** What a managed network leaves of the network. */

/** Stands in the place of the policy's own word about the network, whatever that is. */
export interface ManagedNetwork {
  /** Loopback ports of its proxy, the only way out; none closes the network. */
  readonly ports: readonly number[];
  /** True lets commands listen on this machine, and reach what listens there. */
  readonly allowsLocal: boolean;
}

/** A managed network in which nothing is reached. */
export const CLOSED_NETWORK: ManagedNetwork = { ports: [], allowsLocal: false };

/** How a command may use the network: freely, not at all, or by a proxy. */
export type NetworkAccess = "open" | "closed" | ManagedNetwork;
