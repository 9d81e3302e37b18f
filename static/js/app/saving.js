// @ts-check
/** Files that leave the page. */
import { printPicture } from 'app/app/picture-printing.js';

/** How long a browser may take to begin to read a file, in milliseconds. */
const READ = 10_000;

/**
 * @param {Window & typeof globalThis} window
 * @param {() => void} onDoubt called where the page cannot know whether a file arrives
 */
export function createSaving(window, onDoubt) {
  // A frame of no origin is one with restrictions, of which the page cannot see whether they are
  // of downloads too.
  const restricted = window.parent !== window && window.origin === 'null';

  return Object.freeze({
    /**
     * Hands a file to the user.
     *
     * @param {Blob} blob
     * @param {string} name
     */
    save(blob, name) {
      const link = window.document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(link.href), READ);
      if (restricted) {
        onDoubt();
      }
    },

    /**
     * Lets the user print a picture.
     *
     * @param {import('app/charts/image-export.js').Picture} picture
     * @param {string} name
     */
    print: (picture, name) => printPicture(window.document, picture, name),
  });
}
