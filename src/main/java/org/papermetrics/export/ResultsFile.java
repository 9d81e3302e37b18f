package org.papermetrics.export;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;

/**
 * The results file of a run.
 *
 * @param path where it is
 * @param stamp its state when it was exported; null when that could not be determined
 * @param sha256 of its content in that state, in hexadecimal; null when it was not read
 * @param remark a sentence for people when it is not what the run was read from; empty as a rule
 */
public record ResultsFile(
    String path, @Nullable FileStamp stamp, @Nullable String sha256, String remark) {
  /** A file that was not looked at. */
  public static ResultsFile notRead(String path, String remark) {
    return new ResultsFile(path, null, null, remark);
  }

  Optional<FileStamp> state() {
    return Optional.ofNullable(stamp);
  }

  Optional<String> digest() {
    return Optional.ofNullable(sha256);
  }
}
