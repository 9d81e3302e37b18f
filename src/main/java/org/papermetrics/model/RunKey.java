package org.papermetrics.model;

/**
 * The identity of a run: its checkpoint path as registered, without a trailing slash, or for a
 * pretrained model, which has no checkpoint, {@code pretrained:} and the path of its results file.
 *
 * @param value never empty
 */
public record RunKey(String value) implements Comparable<RunKey> {
  /** Written as the checkpoint path of a pretrained model. */
  public static final String NO_CHECKPOINT = "None";

  private static final String PRETRAINED = "pretrained:";

  /** Refuses an empty value. Registry, state and logs name the same runs: one copy is kept. */
  public RunKey {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("a run key is never empty");
    }
    value = value.intern();
  }

  /**
   * The key of the run in a checkpoint directory; with and without a trailing slash is the same
   * run.
   */
  public static RunKey ofCheckpoint(String checkpointPath) {
    return new RunKey(withoutTrailingSlash(checkpointPath));
  }

  /** Whether this stands where others have their checkpoint path: there is no checkpoint. */
  public static boolean namesNone(String checkpointPath) {
    return checkpointPath.isBlank() || checkpointPath.equalsIgnoreCase(NO_CHECKPOINT);
  }

  /** The key of a pretrained model that has a results file and no checkpoint. */
  public static RunKey ofPretrained(String resultsFile) {
    return new RunKey(PRETRAINED + resultsFile);
  }

  /** Whether this is a pretrained model, which has no checkpoint. */
  public boolean isPretrained() {
    return value.startsWith(PRETRAINED);
  }

  /** Where the results file of the run is unless the registry names another. */
  public String usualResults() {
    return isPretrained()
        ? value.substring(PRETRAINED.length())
        : (value.endsWith("/") ? value : value + "/") + RunFiles.RESULTS;
  }

  /** The path without slashes at its end; the root directory stays as it is. */
  public static String withoutTrailingSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunKey key && key.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(RunKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
