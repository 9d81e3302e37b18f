package org.papermetrics.export;

import java.time.Instant;

/**
 * Who makes an export, when, and of what.
 *
 * @param version of the program
 * @param data the data file that it is made of; empty when it is made of a board of the daemon
 */
public record Origin(String version, Instant at, String data) {}
