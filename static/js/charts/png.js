// @ts-check
/** PNG files: how many pixels there are to an inch. Pure. */

/** Signature, and the first chunk, which has a length of its own and is always as long. */
const HEAD = 8 + 25;
const METRES_PER_INCH = 0.0254;

/**
 * The same picture with its resolution, so that it is placed on paper at its size.
 *
 * @param {Uint8Array<ArrayBuffer>} png without one
 * @param {number} dpi pixels per inch
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function withResolution(png, dpi) {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, 9);
  chunk.set(
    [...'pHYs'].map((letter) => letter.charCodeAt(0)),
    4,
  );
  view.setUint32(8, perMetre);
  view.setUint32(12, perMetre);
  view.setUint8(16, 1);
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, HEAD));
  out.set(chunk, HEAD);
  out.set(png.subarray(HEAD), HEAD + chunk.length);
  return out;
}

/**
 * The checksum of a chunk, as ISO 3309 defines it.
 *
 * @param {Uint8Array} bytes
 */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}
