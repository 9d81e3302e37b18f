/** {@code install} and the systemd user service. */
@NullMarked
package org.papermetrics.cli.service;

import org.jspecify.annotations.NullMarked;
