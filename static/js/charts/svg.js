// @ts-check
/** SVG files that other programs draw as browsers do, and that say what they show. Pure. */
import { escaped } from 'app/lib/markup.js';
import { MM_PER_INCH } from 'app/model/picture-size.js';

/**
 * Not all programs know `dominant-baseline`, so texts are moved down by a third of their size
 * instead, from their middle to their baseline.
 *
 * @param {string} svg in which quotes in texts are escaped
 */
export function portable(svg) {
  return svg.replaceAll(' dominant-baseline="central"', ' dy="0.35em"');
}

/**
 * The same SVG with what it shows and where its values come from.
 *
 * @param {string} svg
 * @param {{title: string, description: string, source: string}} facts
 */
export function withFacts(svg, { title, description, source }) {
  const facts = Object.entries({ title, desc: description, metadata: source })
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  return svg.replace(/^<svg[^>]*>/, (head) => head + facts.join(''));
}

/**
 * The same SVG with its size on paper.
 *
 * @param {string} svg drawn in pixels
 * @param {number} perInch how many pixels there are to an inch
 */
export function onPaper(svg, perInch) {
  return svg.replace(/^<svg[^>]*>/, (head) =>
    head.replaceAll(/ (width|height)="([\d.]+)"/g, (_, name, pixels) => {
      const mm = (Number(pixels) / perInch) * MM_PER_INCH;
      return ` ${name}="${mm.toFixed(2)}mm"`;
    }),
  );
}
