package org.papermetrics.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;

/**
 * SHA-256 digests of results files. One that was read is not read again while its file has the same
 * state. Used by several threads.
 */
public final class ResultsDigests {
  private static final int MOST_REMEMBERED = 20_000;

  /** Results have a few kB; a file beyond this is something else. */
  private static final long LARGEST = 16 * 1024 * 1024;

  static final String CHANGED = "The file has changed since the numbers here were read from it.";

  static final String GONE = "There is no such file any more.";

  private final Map<Path, Digest> known = new LinkedHashMap<>();

  private record Digest(FileStamp stamp, String sha256) {}

  /** Has read nothing yet. */
  public ResultsDigests() {}

  /**
   * The file at a path as it is now.
   *
   * @param read its state when the run was read from it; null when that is not known
   */
  public ResultsFile of(Path file, @Nullable FileStamp read) {
    String path = file.toString();
    try {
      Optional<FileStamp> stamp = Stamps.of(file);
      if (stamp.isEmpty()) {
        return ResultsFile.notRead(path, GONE);
      }
      if (stamp.get().size() > LARGEST) {
        return ResultsFile.notRead(path, "The file is too large for results.");
      }
      Optional<String> sha256 = digest(file, stamp.get());
      if (sha256.isEmpty()) {
        return ResultsFile.notRead(path, "The file was changing while it was read.");
      }
      boolean same = read == null || read.equals(stamp.get());
      return new ResultsFile(path, stamp.get(), sha256.get(), same ? "" : CHANGED);
    } catch (IOException e) {
      return ResultsFile.notRead(path, "The file cannot be read: " + IoErrors.of(e));
    }
  }

  private Optional<String> digest(Path file, FileStamp stamp) throws IOException {
    synchronized (known) {
      Digest before = known.get(file);
      if (before != null && before.stamp().equals(stamp)) {
        return Optional.of(before.sha256());
      }
    }
    String sha256;
    try (InputStream in = Files.newInputStream(file)) {
      sha256 = HexFormat.of().formatHex(sha256().digest(in.readNBytes((int) LARGEST)));
    }
    if (!Stamps.of(file).equals(Optional.of(stamp))) {
      return Optional.empty();
    }
    synchronized (known) {
      if (known.size() >= MOST_REMEMBERED) {
        known.clear();
      }
      known.put(file, new Digest(stamp, sha256));
    }
    return Optional.of(sha256);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
