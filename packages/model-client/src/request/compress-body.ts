/** Compression of request bodies. */

/** The level that Codex 0.99.0 compresses with. */
const ZSTD_LEVEL = 3;

/** The bytes as one zstd frame. Loads the codec at its first use and works off the main thread. */
export async function compressBody(bytes: Uint8Array): Promise<Uint8Array> {
  const { constants, zstdCompress } = await import("node:zlib");
  const params = { [constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL };
  return new Promise((resolve, reject) => {
    zstdCompress(bytes, { params }, (error, compressed) => {
      if (error) reject(error);
      else resolve(compressed);
    });
  });
}
