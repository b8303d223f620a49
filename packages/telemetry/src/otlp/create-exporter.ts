/** Joins the SDK's batches to a way to the receiver. */
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { ISerializer } from "@opentelemetry/otlp-transformer";
import type { Sender } from "./sender.ts";

/** An exporter as the SDK wants it, for logs, spans and metrics alike. */
export interface Exporter<Batch> {
  export(batch: Batch, done: (result: ExportResult) => void): void;
  /** Waits for what is under way; never rejects. */
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

/**
 * Makes an exporter that sends each batch once. Batches that fail are lost: telemetry that piles up for a receiver
 * that is away would cost more than it tells. `onFailure` is called for each of them.
 */
export function createExporter<Batch>(
  serializer: ISerializer<Batch, unknown>,
  sender: Sender,
  onFailure: (reason: string) => void,
): Exporter<Batch> {
  const underWay = new Set<Promise<void>>();

  async function send(batch: Batch): Promise<ExportResult> {
    try {
      const body = serializer.serializeRequest(batch);
      if (body) await sender.send(body);
      return { code: ExportResultCode.SUCCESS };
    } catch (cause) {
      const error = cause as NodeJS.ErrnoException;
      // A host with several addresses fails with an error that has no message of its own.
      onFailure(error.message || (error.code ?? "the connection failed"));
      return { code: ExportResultCode.FAILED, error };
    }
  }

  const flush = async () => {
    await Promise.all(underWay);
  };
  return {
    export(batch, done) {
      const sending = send(batch).then((result) => {
        underWay.delete(sending);
        done(result);
      });
      underWay.add(sending);
    },
    forceFlush: flush,
    shutdown: flush,
  };
}
