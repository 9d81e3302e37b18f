package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.papermetrics.cli.service.Steps.Verb;
import org.papermetrics.files.AtomicFile;

/**
 * Installs the systemd unit and starts the service; idempotent: what is as it should be is left
 * alone.
 */
public final class ServiceInstaller {
  private final InstallPaths lookup;
  private final ServiceManager manager;
  private final Steps steps;

  /** Of one user. */
  public ServiceInstaller(InstallPaths lookup, ServiceManager manager, Steps steps) {
    this.lookup = lookup;
    this.manager = manager;
    this.steps = steps;
  }

  /**
   * Puts the unit there.
   *
   * @param start how the program is started
   * @param config the configuration file that the daemon reads
   * @return whether it differs from what was there
   */
  public boolean unit(ProgramStart start, Path config) throws IOException, InterruptedException {
    String text = UserUnit.text(start, config, lookup.environment());
    if (Files.exists(lookup.unit(), LinkOption.NOFOLLOW_LINKS) && !isOurs(lookup.unit())) {
      throw new IOException(
          lookup.unit()
              + " was not written by this program, so it is left alone. Move it away (or unmask it,"
              + " if it is a link to /dev/null) and install again.");
    }
    boolean differs = !isText(lookup.unit(), text);
    if (differs) {
      steps.take(
          Files.exists(lookup.unit()) ? Verb.REPLACE : Verb.WRITE,
          "the unit " + lookup.unit(),
          () -> {
            AtomicFile.replacePrivate(
                lookup.unit(), AtomicFile.bytes(text.getBytes(StandardCharsets.UTF_8)));
            manager.reload();
          });
    } else {
      steps.kept("the unit " + lookup.unit());
    }
    return differs;
  }

  /**
   * Has the service run, and started with the service manager.
   *
   * @param differs whether something has changed that a running daemon does not know
   */
  public void service(boolean differs) throws IOException, InterruptedException {
    if (!manager.isEnabled()) {
      steps.take(
          Verb.ENABLE, ServiceManager.UNIT + ", which starts with your session", manager::enable);
    }
    boolean active = manager.isActive();
    if (active && !differs) {
      steps.kept(ServiceManager.UNIT + ", which runs");
      return;
    }
    steps.waiting(
        "waiting for the first board; a large tree on a network file system takes minutes");
    steps.take(
        active ? Verb.RESTART : Verb.START,
        ServiceManager.UNIT,
        () -> {
          Optional<String> failure = manager.restart();
          if (failure.isPresent()) {
            throw new IOException(
                failure.get()
                    + " For details: systemctl --user status "
                    + ServiceManager.UNIT
                    + ", and: journalctl --user -u "
                    + ServiceManager.UNIT);
          }
        });
  }

  /** Takes all of it away again; what the program has written stays. */
  public void remove() throws IOException, InterruptedException {
    boolean there = isOurs(lookup.unit());
    boolean managed = manager.missing().isEmpty();
    if (there && managed && (manager.isActive() || manager.isEnabled())) {
      steps.take(
          Verb.STOP,
          ServiceManager.UNIT + ", which no longer starts with your session",
          manager::disable);
    }
    if (there) {
      steps.take(
          Verb.REMOVE,
          "the unit " + lookup.unit(),
          () -> {
            Files.delete(lookup.unit());
            if (managed) {
              manager.forget();
            }
          });
    }
    if (!there && Files.exists(lookup.unit(), LinkOption.NOFOLLOW_LINKS)) {
      steps.kept(lookup.unit() + ", which this program has not written");
    }
    new ProgramInstaller(lookup, steps).remove();
    if (Files.exists(lookup.ownChanges())) {
      steps.kept("your changes to the unit, " + lookup.ownChanges());
    }
  }

  /** A masked unit is a link to a device, and writing through links would go astray. */
  private static boolean isOurs(Path unit) throws IOException {
    return Files.isRegularFile(unit, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(unit).contains(UserUnit.MARK);
  }

  private static boolean isText(Path file, String text) throws IOException {
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
  }
}
