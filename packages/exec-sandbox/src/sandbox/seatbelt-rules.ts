/** The fixed parts of the macOS profile, generated from lists of names. */

/** Name of the parameter for the folder that the network code of macOS caches in. */
export const USER_CACHE_PARAMETER = "DARWIN_USER_CACHE_DIR";

/** Kernel values that language runtimes and compilers ask for at start. */
const READABLE_SYSCTLS: readonly string[] = [
  ...[
    "activecpu",
    "busfrequency_compat",
    "byteorder",
    "cacheconfig",
    "cachelinesize_compat",
    "cpufamily",
    "cpufrequency_compat",
    "cputype",
    "l1dcachesize_compat",
    "l1icachesize_compat",
    "l2cachesize_compat",
    "l3cachesize_compat",
    "logicalcpu_max",
    "machine",
    "memsize",
    "ncpu",
    "nperflevels",
    "packages",
    "pagesize_compat",
    "pagesize",
    "physicalcpu",
    "physicalcpu_max",
    "tbfrequency_compat",
    "vectorunit",
  ].map((name) => `hw.${name}`),
  ...[
    "argmax",
    "hostname",
    "maxfilesperproc",
    "maxproc",
    "osproductversion",
    "osrelease",
    "ostype",
    "osvariant_status",
    "osversion",
    "secure_kernel",
    "usrstack64",
    "version",
  ].map((name) => `kern.${name}`),
  "sysctl.proc_cputype",
  "vm.loadavg",
];
const READABLE_SYSCTL_PREFIXES = [
  "hw.optional.arm.",
  "hw.optional.armv8_",
  "hw.perflevel",
  "kern.proc.pgrp.",
  "kern.proc.pid.",
  "net.routetable",
];
const BASE_SERVICES = ["com.apple.system.opendirectoryd.libinfo", "com.apple.PowerManagement.control"];
const NETWORK_SERVICES = [
  "com.apple.bsd.dirhelper",
  "com.apple.system.opendirectoryd.membership",
  "com.apple.SecurityServer",
  "com.apple.networkd",
  "com.apple.ocspd",
  "com.apple.trustd.agent",
  "com.apple.SystemConfiguration.DNSConfiguration",
  "com.apple.SystemConfiguration.configd",
];

/** What every command needs, whatever the policy; all else is denied. */
export const SEATBELT_BASE: string = [
  "(version 1)",
  "(deny default)",
  "(allow process-exec)",
  "(allow process-fork)",
  "(allow signal (target same-sandbox))",
  "(allow user-preference-read)",
  "(allow process-info* (target same-sandbox))",
  '(allow file-write-data (require-all (path "/dev/null") (vnode-type CHARACTER-DEVICE)))',
  allow("sysctl-read", [
    ...READABLE_SYSCTLS.map((name) => `(sysctl-name "${name}")`),
    ...READABLE_SYSCTL_PREFIXES.map((prefix) => `(sysctl-name-prefix "${prefix}")`),
  ]),
  '(allow sysctl-write (sysctl-name "kern.grade_cputype"))',
  '(allow iokit-open (iokit-registry-entry-class "RootDomainUserClient"))',
  allow("mach-lookup", BASE_SERVICES.map(serviceFilter)),
  "(allow ipc-posix-sem)",
  "(allow pseudo-tty)",
  '(allow file-read* file-write* file-ioctl (literal "/dev/ptmx"))',
  '(allow file-read* file-write* (require-all (regex #"^/dev/ttys[0-9]+") (extension "com.apple.sandbox.pty")))',
  '(allow file-ioctl (regex #"^/dev/ttys[0-9]+"))',
].join("\n");

/** A free network. */
export const SEATBELT_OPEN_NETWORK = "(allow network-outbound)\n(allow network-inbound)";

/** Listening on this machine, and reaching what listens there. */
export const SEATBELT_LOCAL_NETWORK: string = [
  '(allow network-bind (local ip "localhost:*"))',
  '(allow network-inbound (local ip "localhost:*"))',
  '(allow network-outbound (remote ip "localhost:*"))',
].join("\n");

/** What programs need besides as soon as they use any network. */
export const SEATBELT_NETWORK_SERVICES: string = [
  "(allow system-socket (require-all (socket-domain AF_SYSTEM) (socket-protocol 2)))",
  allow("mach-lookup", NETWORK_SERVICES.map(serviceFilter)),
  '(allow sysctl-read (sysctl-name-regex #"^net.routetable"))',
  `(allow file-write* (subpath (param "${USER_CACHE_PARAMETER}")))`,
].join("\n");

function serviceFilter(name: string): string {
  return `(global-name "${name}")`;
}

function allow(operation: string, filters: readonly string[]): string {
  return `(allow ${operation}\n${filters.map((filter) => `  ${filter}`).join("\n")}\n)`;
}
