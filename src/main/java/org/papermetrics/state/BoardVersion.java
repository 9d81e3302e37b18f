package org.papermetrics.state;

/**
 * Epoch and revision of the board.
 *
 * @param epoch of the board
 * @param revision the last one that pages may have seen
 */
public record BoardVersion(String epoch, long revision) {}
