/** The program as a service of the user's service manager: installed there, and watched by it. */
@NullMarked
package org.papermetrics.cli.service;

import org.jspecify.annotations.NullMarked;
