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
   * @param documents how many it had then; 0 while it is in use, or when that is not known
   */
  record Use(String bootId, boolean closed, long documents) {}

  /** The use that begins now. */
  Use begun() {
    return new Use(bootId, false, 0);
  }

  /** The use that ends now. */
  Use ended(long documents) {
    return new Use(bootId, true, documents);
  }

  /**
   * Whether a file has everything that was written into it.
   *
   * @param read how many documents it has
   */
  boolean isComplete(Use last, long read) {
    return last.closed()
        ? last.documents() == 0 || last.documents() == read
        : !bootId.isEmpty() && last.bootId().equals(bootId);
  }
}
