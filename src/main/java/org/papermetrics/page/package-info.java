/** The page's own files, as packed with the program. Depends on the JDK alone. */
@NullMarked
package org.papermetrics.page;

import org.jspecify.annotations.NullMarked;
