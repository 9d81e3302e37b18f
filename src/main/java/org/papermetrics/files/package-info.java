/** How files are stamped, replaced and named, the same way everywhere. Depends on the JDK alone. */
@NullMarked
package org.papermetrics.files;

import org.jspecify.annotations.NullMarked;
