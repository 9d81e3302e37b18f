package org.papermetrics.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;

/**
 * Where the settings come from: the configuration file, with the options that win over it. Notices
 * when the file says something else, however it was written: in place, by a rename, or behind a
 * link. Used by one thread.
 *
 * <p>A file counts once it looks the same twice, so that one which is being written, or is away for
 * a moment, is not taken for what it will be.
 */
public final class SettingsSource {
  private final Optional<Path> file;
  private final Loader loader;
  private final Settings first;
  private final String options;
  private Optional<FileStamp> seen;
  private Optional<FileStamp> taken;
  private boolean trusted;
  private boolean unreachable;

  private interface Loader {
    Settings load() throws SettingsException;
  }

  private SettingsSource(Optional<Path> file, String options, Loader loader)
      throws SettingsException {
    this.file = file;
    this.options = options;
    this.loader = loader;
    this.taken = stampOrNone(file);
    this.seen = taken;
    this.first = loader.load();
  }

  /**
   * Reads the settings, and can tell later what has become of them.
   *
   * @throws SettingsException when they cannot be used, or name no checkpoint directory
   */
  public static SettingsSource of(SettingsLoader loader, SettingsLoader.Options options)
      throws SettingsException {
    return new SettingsSource(
        Optional.of(loader.file(options)),
        options.forOtherCommands(),
        () -> loader.loadWithRoots(options));
  }

  /** Settings of which no file tells. */
  public static SettingsSource fixed(Settings settings) {
    try {
      return new SettingsSource(Optional.empty(), "", () -> settings);
    } catch (SettingsException e) {
      throw new IllegalStateException("nothing is read", e);
    }
  }

  private static Optional<FileStamp> stampOrNone(Optional<Path> file) {
    try {
      return file.isPresent() ? Stamps.of(file.get()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The settings at the start. */
  public Settings settings() {
    return first;
  }

  /** The options of {@link SettingsLoader.Options#forOtherCommands}. */
  public String optionsForOtherCommands() {
    return options;
  }

  /** The file that is checked, whether or not there is one. */
  Optional<Path> file() {
    return file;
  }

  /** Whether there was a file when the settings were read last. */
  boolean wasRead() {
    return taken.isPresent();
  }

  /** What a check came to. */
  sealed interface Poll {}

  /** Nothing is new, or it is too early to say. */
  record Same() implements Poll {}

  /** The settings as they are now; often the same again. */
  record Says(Settings settings) implements Poll {}

  /** What is configured cannot be used, for this reason. */
  record Wrong(String sentence) implements Poll {}

  /** Looks whether the file is another, and reads it when it is. */
  Poll poll(Instant now) {
    return file.map(path -> poll(path, now)).orElse(new Same());
  }

  private Poll poll(Path path, Instant now) {
    try {
      Optional<FileStamp> stamp = Stamps.of(path);
      boolean settled = stamp.equals(seen);
      seen = stamp;
      unreachable = false;
      if (!settled || (trusted && stamp.equals(taken))) {
        return new Same();
      }
      if (stamp.isEmpty()) {
        return taken.isEmpty() ? new Same() : wrong(gone(path));
      }
      Settings settings = loader.load();
      if (!Stamps.of(path).equals(stamp)) {
        return new Same();
      }
      taken = stamp;
      trusted = !stamp.get().isYoung(now);
      return new Says(settings);
    } catch (SettingsException e) {
      return wrong(e.sentence());
    } catch (IOException e) {
      boolean before = unreachable;
      unreachable = true;
      return before ? wrong(outOfReach(path, e)) : new Same();
    }
  }

  private Wrong wrong(String sentence) {
    trusted = false;
    return new Wrong(sentence);
  }

  private static String gone(Path path) {
    return "The configuration file " + path + " is gone; put it back.";
  }

  private static String outOfReach(Path path, IOException e) {
    return "The configuration file " + path + " cannot be read: " + IoErrors.of(e) + ".";
  }
}
