package org.papermetrics.state;

/**
 * What saved state depends on, which says when it may be reused.
 *
 * @param madeWith tells the program version and the settings that runs are made with: what was read
 *     with another one is read again
 * @param bootId tells one run of the machine from the next, empty when unknown
 */
record StateValidity(String madeWith, String bootId) {
  /**
   * Who used a state file last.
   *
   * @param bootId of the machine then
   * @param closed whether it was closed, so that all of it was on the device
   */
  record Use(String bootId, boolean closed) {}

  /** The use that begins or ends now. */
  Use use(boolean closed) {
    return new Use(bootId, closed);
  }

  /** Whether a file has everything that was written into it. */
  boolean isComplete(Use last) {
    return last.closed() || (!bootId.isEmpty() && last.bootId().equals(bootId));
  }
}
