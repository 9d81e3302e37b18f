/** Atomic replacement of files, file stamps, file system types, and I/O errors in words. */
@NullMarked
package org.papermetrics.files;

import org.jspecify.annotations.NullMarked;
