/** The HTTP side: routes, guards, the page's own files. */
@NullMarked
package org.papermetrics.api;

import org.jspecify.annotations.NullMarked;
