/** The models that this process knows: the bundled ones, and what the server says beyond them. */
import { untilAborted } from "@codex-ts/std";
import { noTelemetry } from "@codex-ts/telemetry";
import type { AuthProvider } from "../auth-provider.ts";
import type { Clock } from "../model-client.ts";
import type { Sender } from "../request/build-headers.ts";
import { createCachedModels } from "./cached-models.ts";
import type { CatalogueModel } from "./catalogue-model.ts";

/** Where a list may come from: only the server, only the disk, or the disk if that is fresh and else the server. */
export type RefreshStrategy = "online" | "offline" | "online-if-uncached";

/** What a refresh came to; a failure leaves the list as it was. */
export type RefreshOutcome =
  | { readonly kind: "current" }
  | { readonly kind: "fetched" }
  | { readonly kind: "failed"; readonly error: unknown };

/** Everything that stays the same for the process. */
export interface ModelCatalogueOptions {
  /** Path of `models_cache.json`. */
  readonly cacheFile: string;
  /** Our own version. */
  readonly version: string;
  /** Always the built-in OpenAI provider, whatever threads use. */
  readonly sender: Sender;
  readonly auth: AuthProvider;
  readonly clock: Clock;
  readonly random: () => number;
}

/** The models of one process. */
export interface ModelCatalogue {
  /** What is known now; never waits. */
  models(): readonly CatalogueModel[];
  /**
   * Makes the list ready for a thread. With a ChatGPT login an old list serves this start and is renewed in
   * the background; only where there is none at all the server is waited for, and that briefly. Other logins
   * take a fresh cache and ask nobody.
   */
  prepare(login: { readonly isChatgpt: boolean }, signal: AbortSignal): Promise<void>;
  /** Brings the list up to date and waits for it; only a ChatGPT login asks the server. Rejects on abort only. */
  refresh(strategy: RefreshStrategy, signal: AbortSignal): Promise<RefreshOutcome>;
  /** Takes note of the mark that a response carries: the same renews the list's time, another the list. */
  noteEtag(etag: string): void;
  /** Ends what goes on in the background; a request on its way gets a moment to arrive. */
  close(): Promise<void>;
}

/** The longest that a first start waits for the server, in milliseconds. */
const FIRST_START_WAIT_MS = 1_000;
/** The longest that a request for the list takes with all its repetitions, in milliseconds (Codex 0.99.0). */
const FETCH_TIMEOUT_MS = 5_000;
/** How long the end of the program waits for a list on its way, in milliseconds. */
const CLOSE_GRACE_MS = 500;

/** Makes the catalogue. Nothing is read or sent before the first call. */
export function createModelCatalogue(options: ModelCatalogueOptions): ModelCatalogue {
  const { version, sender, auth, clock, random } = options;
  const cached = createCachedModels(options.cacheFile, version, clock);
  const closing = new AbortController();
  let isOnline = false;
  let lastAskedFor: string | undefined;
  let running: Promise<RefreshOutcome> | undefined;

  /** One request at a time, for everybody who wants one. */
  function fetchList(): Promise<RefreshOutcome> {
    running ??= request().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function request(): Promise<RefreshOutcome> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(FETCH_TIMEOUT_MS)]);
    try {
      const { fetchModels } = await import("../on-demand.ts");
      cached.accept(
        await fetchModels({ sender, auth, clock, random, telemetry: noTelemetry }, version, signal),
      );
      return { kind: "fetched" };
    } catch (error) {
      return { kind: "failed", error };
    }
  }

  return {
    models: () => cached.list(),
    async prepare({ isChatgpt }, signal) {
      isOnline = isChatgpt;
      await cached.load(isChatgpt, signal);
      if (!isChatgpt || cached.isFresh()) return;
      const fetched = fetchList();
      if (!cached.isKnown()) await waitAtMost(FIRST_START_WAIT_MS, fetched, clock, signal);
    },
    async refresh(strategy, signal) {
      isOnline = (await auth.resolve(signal)).mode === "chatgpt";
      if (strategy !== "online") await cached.load(isOnline, signal);
      if (!isOnline || strategy === "offline") return { kind: "current" };
      if (strategy === "online-if-uncached" && cached.isFresh()) return { kind: "current" };
      return untilAborted(fetchList(), signal);
    },
    noteEtag(etag) {
      if (!isOnline || closing.signal.aborted) return;
      if (cached.renew(etag) || lastAskedFor === etag) return;
      // A server whose list never gets the mark that it announced is not asked again and again.
      lastAskedFor = etag;
      void fetchList();
    },
    async close() {
      if (running) await waitAtMost(CLOSE_GRACE_MS, running, clock, closing.signal);
      closing.abort(new Error("the model catalogue was closed"));
      await running;
      await cached.written();
    },
  };
}

/** Waits for what never rejects, but no longer than `ms`; an abort rejects with its reason. */
async function waitAtMost(
  ms: number,
  work: Promise<unknown>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const over = new AbortController();
  const timeout = clock.sleep(ms, AbortSignal.any([signal, over.signal]));
  try {
    await Promise.race([work, timeout]);
  } finally {
    over.abort();
    timeout.catch(() => undefined);
  }
}
