// @ts-check
/** Widths of texts as the page draws them, so that a drawing keeps room for its own. */

/**
 * Width of a text, in pixels.
 *
 * @typedef {(text: string, fontSize: number, weight?: number) => number} TextWidth
 */

/** Another program may draw a picture with a font that is a little wider. */
const SLACK = 1.04;

/** @type {CanvasRenderingContext2D | null | undefined} undefined until the first text is measured */
let pen;

/** @type {TextWidth} */
export function textWidth(text, fontSize, weight = 400) {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) {
    return text.length * fontSize * 0.6;
  }
  pen.font = `${weight} ${fontSize}px ${window.getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width * SLACK;
}
