// @ts-check
/** PNG files: how many pixels there are to an inch, and what is said of the picture. Pure. */

/** Signature, and the first chunk, which has a length of its own and is always as long. */
const HEAD = 8 + 25;
const METRES_PER_INCH = 0.0254;

/**
 * The same picture with its resolution, so that it is placed on paper at its size, and with texts.
 *
 * @param {Uint8Array<ArrayBuffer>} png without either
 * @param {number} dpi pixels per inch
 * @param {Readonly<Record<string, string>>} texts by the keywords of PNG
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function described(png, dpi, texts) {
  const parts = [
    png.subarray(0, HEAD),
    chunk('pHYs', resolution(dpi)),
    // Neither compressed nor in a named language.
    ...Object.entries(texts)
      .filter(([, text]) => text !== '')
      .map(([keyword, text]) =>
        chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`)),
      ),
    png.subarray(HEAD),
  ];
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** @param {number} dpi */
function resolution(dpi) {
  const view = new DataView(new ArrayBuffer(9));
  const perMetre = Math.round(dpi / METRES_PER_INCH);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  view.setUint8(8, 1);
  return new Uint8Array(view.buffer);
}

/**
 * @param {string} type of four letters
 * @param {Uint8Array} bytes
 */
function chunk(type, bytes) {
  const out = new Uint8Array(12 + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, bytes.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(bytes, 8);
  view.setUint32(8 + bytes.length, crc32(out.subarray(4, 8 + bytes.length)));
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
