/** Format and size of a picture from its first bytes, without a decoder. */

/** What the header of a PNG, JPEG or GIF says. */
export interface ImageDescription {
  readonly format: "png" | "jpeg" | "gif";
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG_START = 0xffd8;
const GIF_SIGNATURES: ReadonlySet<string> = new Set(["GIF87a", "GIF89a"]);

/** Reads the header; undefined for other formats and for files that end too early. */
export function describeImage(bytes: Buffer): ImageDescription | undefined {
  if (bytes.length < 24) return undefined;
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return describePng(bytes);
  if (bytes.readUInt16BE(0) === JPEG_START) return describeJpeg(bytes);
  if (GIF_SIGNATURES.has(bytes.toString("latin1", 0, 6))) {
    return sized("gif", bytes.readUInt16LE(6), bytes.readUInt16LE(8));
  }
  return undefined;
}

function describePng(bytes: Buffer): ImageDescription | undefined {
  if (bytes.toString("latin1", 12, 16) !== "IHDR") return undefined;
  return sized("png", bytes.readUInt32BE(16), bytes.readUInt32BE(20));
}

/** Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function describeJpeg(bytes: Buffer): ImageDescription | undefined {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return sized("jpeg", bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5));
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function sized(
  format: ImageDescription["format"],
  width: number,
  height: number,
): ImageDescription | undefined {
  return width > 0 && height > 0 ? { format, width, height } : undefined;
}
