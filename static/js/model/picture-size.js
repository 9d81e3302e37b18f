// @ts-check
/** The sizes that pictures of charts have on paper and on slides. Pure. */

export const MM_PER_INCH = 25.4;

/**
 * How a picture is saved.
 *
 * @typedef {object} Format
 * @property {'png' | 'svg'} type
 * @property {number} pixels of a PNG to each pixel that the chart is drawn with
 * @property {PictureSize} size
 * @property {Ground} ground
 */

/** @typedef {'large' | 'column' | 'page' | 'slide'} PictureSize */

/** What is behind a picture: white, nothing, or the colours of the page as it is. @typedef {'white' | 'none' | 'page'} Ground */

/**
 * A sheet that a picture is drawn on: texts of 12 pixels have 8 pt in an article of two columns, and 14 pt on a slide.
 *
 * @typedef {object} Sheet
 * @property {string} name
 * @property {number} mm its width
 * @property {number} width in pixels
 * @property {number} plot least height of what is between title and legend, in pixels, where the chart does not say another
 * @property {number} height of the whole that the plot fills, in pixels, 0 for none
 */

/** @type {Readonly<Record<PictureSize, Sheet>>} */
export const SHEETS = Object.freeze({
  large: { name: 'Large (203 mm)', mm: 203.2, width: 1200, plot: 560, height: 0 },
  column: { name: 'One column (84 mm)', mm: 84, width: 357, plot: 230, height: 0 },
  page: { name: 'Two columns (174 mm)', mm: 174, width: 740, plot: 380, height: 0 },
  slide: { name: 'Slide (16:9)', mm: 338.7, width: 823, plot: 200, height: 463 },
});

/** @type {readonly PictureSize[]} */
export const PICTURE_SIZES = Object.freeze(/** @type {PictureSize[]} */ (Object.keys(SHEETS)));

/** @type {readonly Ground[]} */
export const GROUNDS = Object.freeze(/** @type {Ground[]} */ (['white', 'none', 'page']));

/**
 * How many pixels of a drawing there are to an inch, when it takes the width of its sheet.
 *
 * @param {PictureSize} size
 * @param {number} width of the drawing in pixels
 */
export function perInch(size, width) {
  return (width / SHEETS[size].mm) * MM_PER_INCH;
}
