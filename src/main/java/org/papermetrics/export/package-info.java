/** Tables of runs for papers, in LaTeX and Markdown, with where their numbers come from. */
@NullMarked
package org.papermetrics.export;

import org.jspecify.annotations.NullMarked;
