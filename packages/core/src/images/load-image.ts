/** Reads an image file into the form that the model takes. */
import { readFile, stat } from "node:fs/promises";
import { reasonOf } from "@codex-ts/std";
import { describeImage, type ImageDescription } from "./describe-image.ts";

/** The image, or why there is none, in words for the model. */
export type LoadedImage =
  | { readonly kind: "image"; readonly dataUrl: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Pictures beyond this size are scaled down to fit (Codex 0.99.0). */
const MAX_WIDTH = 2048;
const MAX_HEIGHT = 768;
const JPEG_QUALITY = 85;

/** No picture that a model can use is larger, and reading more only costs memory. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * PNG, JPEG and GIF files that fit are passed on byte by byte; larger ones are scaled down, other formats are
 * turned into PNG. A large GIF cannot be read. Never throws for what is wrong with the file.
 */
export async function loadImage(file: string, signal: AbortSignal): Promise<LoadedImage> {
  let bytes: Buffer;
  try {
    const found = await stat(file);
    // A pipe or a device may never end.
    if (!found.isFile()) return unreadable(file, "it is not a file");
    if (found.size > MAX_FILE_BYTES) return unreadable(file, `it is larger than ${MAX_FILE_BYTES} bytes`);
    bytes = await readFile(file, { signal });
  } catch (error) {
    signal.throwIfAborted();
    return unreadable(file, reasonOf(error));
  }
  const known = describeImage(bytes);
  if (known && known.width <= MAX_WIDTH && known.height <= MAX_HEIGHT) {
    return { kind: "image", dataUrl: dataUrl(known.format, bytes) };
  }
  return convert(file, bytes, known?.format);
}

async function convert(
  file: string,
  bytes: Buffer,
  format: ImageDescription["format"] | undefined,
): Promise<LoadedImage> {
  try {
    const { ResizeFilterType, ResizeFit, Transformer } = await import("@napi-rs/image");
    const picture = new Transformer(bytes);
    const { width, height } = await picture.metadata();
    if (width > MAX_WIDTH || height > MAX_HEIGHT) {
      const scale = Math.min(MAX_WIDTH / width, MAX_HEIGHT / height);
      picture.resize(
        Math.max(1, Math.round(width * scale)),
        Math.max(1, Math.round(height * scale)),
        ResizeFilterType.Triangle,
        ResizeFit.Fill,
      );
    }
    if (format === "jpeg")
      return { kind: "image", dataUrl: dataUrl("jpeg", await picture.jpeg(JPEG_QUALITY)) };
    return { kind: "image", dataUrl: dataUrl("png", await picture.png()) };
  } catch (error) {
    return unreadable(file, reasonOf(error));
  }
}

function dataUrl(format: ImageDescription["format"], bytes: Buffer): string {
  return `data:image/${format};base64,${bytes.toString("base64")}`;
}

function unreadable(file: string, why: string): LoadedImage {
  return { kind: "unreadable", reason: `The image at \`${file}\` could not be read: ${why}` };
}
