/** The files of the page, packed in the jar. */
@NullMarked
package org.papermetrics.page;

import org.jspecify.annotations.NullMarked;
