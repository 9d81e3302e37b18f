package org.papermetrics.registry;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryText.Slot;

/**
 * Recovers what another program wrote to the old file at the moment it was replaced. What it writes
 * goes to the old file, which has no name any more, and would be lost.
 */
final class LateWriteRecovery {
  private static final Duration PAUSE = Duration.ofMillis(1);

  private LateWriteRecovery() {}

  /** What such a writer has left. */
  static final class Late {
    private final byte[] content;
    private final RegistryText text;

    Late(byte[] content) throws IOException, UnreadableFileException {
      this.content = content;
      this.text = RegistryParser.parse(ByteSource.of(content));
    }

    RegistryText text() {
      return text;
    }

    /** One element as it stands in the text. */
    byte[] bytesOf(Slot slot) {
      return Arrays.copyOfRange(content, slot.start(), slot.end());
    }
  }

  /**
   * What such a writer has left in the replaced file; waits for it to finish, which takes it
   * milliseconds.
   *
   * @return empty when there is none, or when it does not finish in time
   */
  static Optional<Late> in(OpenFile replaced, Duration timeout) throws IOException {
    if (!replaced.isOverwritten()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    do {
      try {
        return Optional.of(new Late(replaced.contentNow()));
      } catch (EOFException | UnreadableFileException e) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } while (System.nanoTime() - start < timeout.toNanos());
    return Optional.empty();
  }

  /** Carries over what it added to the version that it and we had started from. */
  static RegistryEdit carryOver(RegistryVersion start, Late late, RegistryPaths place) {
    RegistryVersion version = new RegistryVersion(late.text(), place);
    Set<RunKey> before = start.keys();
    return current -> {
      Set<RunKey> now = current.keys();
      List<byte[]> added = new ArrayList<>();
      List<RegistryEntry> changed = new ArrayList<>();
      for (RegistryVersion.Line line : version.lines()) {
        RegistryEntry entry = line.entry();
        if (entry != null && !before.contains(entry.key()) && !now.contains(entry.key())) {
          added.add(late.bytesOf(line.slot()));
          changed.add(entry);
        }
      }
      return new RegistryEdit.Plan(
          current.text().slots(), added, changed, List.of(), added.isEmpty());
    };
  }
}
