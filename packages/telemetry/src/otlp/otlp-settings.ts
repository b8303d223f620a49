/** Where telemetry goes, and in whose name. */

/** Files that prove who is who, as absolute paths. */
export interface OtlpTls {
  /** Replaces the authorities that are trusted otherwise. */
  readonly caCertificate: string | undefined;
  /** Given together with the key, or not at all. */
  readonly clientCertificate: string | undefined;
  readonly clientPrivateKey: string | undefined;
}

/** The receiver of one kind of telemetry. */
export interface OtlpTarget {
  readonly protocol: "http-json" | "http-binary" | "grpc";
  /** Used as it is over HTTP (`…/v1/logs`); over gRPC only scheme, host and port count. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: OtlpTls | undefined;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
}

/** What an exporter is opened with; a kind without a target is not told to anybody. */
export interface OtlpSettings {
  readonly logs: OtlpTarget | undefined;
  readonly traces: OtlpTarget | undefined;
  readonly metrics: OtlpTarget | undefined;
  /** True sends what the user says; else its length only. */
  readonly logsPrompts: boolean;
  readonly serviceName: string;
  readonly serviceVersion: string;
  /** `dev`, `production`, …: the user's word. */
  readonly environment: string;
  readonly osName: string;
  readonly osVersion: string;
  /** For proxies, `TRACEPARENT`, `TRACESTATE` and `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: { now(): number };
  /** How long the end of a run may wait for receivers, in milliseconds. */
  readonly closeLimitMs: number;
  /** Told one sentence for each kind that cannot be sent, once. */
  readonly onProblem: (sentence: string) => void;
}
