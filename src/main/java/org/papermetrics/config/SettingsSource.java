package org.papermetrics.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.papermetrics.files.FileAtPath;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Periods;

/**
 * Where the settings come from: the configuration file, with the options that win over it. Notices
 * when the file says something else, however it was written: in place, by a rename, or behind a
 * link. Used by one thread.
 *
 * <p>A file counts once it looks the same twice, so that one which is being written, or is away for
 * a moment, is not taken for what it will be.
 */
public final class SettingsSource {
  private static final Duration UNSETTLED = Duration.ofSeconds(10);

  private final Optional<Path> file;
  private final Loader loader;
  private final Settings first;
  private final String options;
  private Optional<FileAtPath> seen;
  private Optional<Instant> unsettledSince = Optional.empty();
  private Optional<FileStamp> taken;
  private boolean trusted;
  private boolean faulty;
  private boolean unreachable;

  private interface Loader {
    Settings load() throws SettingsException;
  }

  private SettingsSource(Optional<Path> file, String options, Loader loader)
      throws SettingsException {
    this.file = file;
    this.options = options;
    this.loader = loader;
    this.seen = seenNow(file);
    this.taken =
        seen.flatMap(
            found ->
                found instanceof FileAtPath.Regular regular
                    ? Optional.of(regular.stamp())
                    : Optional.empty());
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

  private static Optional<FileAtPath> seenNow(Optional<Path> file) {
    try {
      return file.isPresent() ? Optional.of(FileAtPath.of(file.get())) : Optional.empty();
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
  public Optional<Path> file() {
    return file;
  }

  /** Whether there was a file when the settings were read last. */
  boolean wasRead() {
    return taken.isPresent();
  }

  /** Whether the file was another at the last check than at the one before. */
  boolean isSettling() {
    return unsettledSince.isPresent();
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
      FileAtPath found = FileAtPath.of(path);
      boolean settled = seen.filter(found::equals).isPresent();
      seen = Optional.of(found);
      unreachable = false;
      if (!settled) {
        Instant since = unsettledSince.orElse(now);
        unsettledSince = Optional.of(since);
        return Periods.isOver(UNSETTLED, since, now) ? wrong(unsettled(path)) : new Same();
      }
      unsettledSince = Optional.empty();
      Optional<String> obstacle = SettingsFile.obstacle(path, found);
      if (obstacle.isPresent()) {
        return wrong(obstacle.get());
      }
      if (!(found instanceof FileAtPath.Regular regular)) {
        return taken.isPresent() ? wrong(gone(path)) : faulty ? says() : new Same();
      }
      if (trusted && taken.filter(regular.stamp()::equals).isPresent()) {
        return new Same();
      }
      Says says = says();
      if (!FileAtPath.of(path).equals(found)) {
        return new Same();
      }
      taken = Optional.of(regular.stamp());
      trusted = !regular.stamp().isYoung(now);
      return says;
    } catch (SettingsException e) {
      return wrong(e.sentence());
    } catch (IOException e) {
      boolean before = unreachable;
      unreachable = true;
      return before ? wrong(outOfReach(path, e)) : new Same();
    }
  }

  private Says says() throws SettingsException {
    Says says = new Says(loader.load());
    faulty = false;
    return says;
  }

  private Wrong wrong(String sentence) {
    trusted = false;
    faulty = true;
    return new Wrong(sentence);
  }

  private static String unsettled(Path path) {
    return "The configuration file "
        + path
        + " changes each time it is looked at; it is read when it stays the same for a second.";
  }

  private static String gone(Path path) {
    return "The configuration file " + path + " is gone; put it back.";
  }

  private static String outOfReach(Path path, IOException e) {
    return "The configuration file " + path + " cannot be read: " + IoErrors.of(e) + ".";
  }
}
