package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.PeriodicTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * sd_notify: READY, WATCHDOG, STATUS, STOPPING, EXTEND_TIMEOUT. Without a service manager nobody
 * hears anything, and nothing is loaded.
 */
public final class SdNotify implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SdNotify.class);
  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(20);
  private static final Duration LONGER_START = Duration.ofSeconds(60);
  private static final Duration BETWEEN_STATUS = Duration.ofSeconds(60);
  private static final int MICROS = 1000;

  private final @Nullable NotifySocket socket;
  private final Duration between;
  private final PeriodicTask telling = new PeriodicTask("service manager");
  private Runnable repeated = () -> {};
  private Duration each = BETWEEN_STATUS;
  private boolean started;
  private boolean stopping;
  private boolean turned = true;
  private boolean heard = true;

  /** What is watched. Both are asked now and then, and answer at once. */
  public interface Subject {
    /** Whether its work goes on; when it does not for long, the service manager starts it again. */
    boolean turning();

    /** One line for people, without secrets. */
    String status();
  }

  private SdNotify(@Nullable NotifySocket socket, Duration between) {
    this.socket = socket;
    this.between = between;
  }

  /**
   * By the service manager that has started this process, if one has.
   *
   * @param environment of this process
   */
  public static SdNotify of(Map<String, String> environment) {
    String name = environment.get("NOTIFY_SOCKET");
    NotifySocket socket = null;
    if (name != null) {
      try {
        socket = new NotifySocket(name, places(environment));
      } catch (IOException e) {
        LOG.warn("The service manager cannot be notified: {}.", e.getMessage());
      }
    }
    return new SdNotify(socket, between(environment));
  }

  /** Where a library may be put for the moment of loading it. */
  private static List<Path> places(Map<String, String> environment) {
    List<Path> places = new ArrayList<>();
    places.add(Path.of(System.getProperty("java.io.tmpdir")));
    for (String name : List.of("XDG_RUNTIME_DIR", "XDG_STATE_HOME")) {
      String directory = environment.get(name);
      if (directory != null && directory.startsWith("/")) {
        places.add(Path.of(directory));
      }
    }
    places.add(Path.of(System.getProperty("user.home", "/"), ".cache"));
    return places;
  }

  /** A quarter of what the watchdog waits, so that one long pause of the work is no end of it. */
  private static Duration between(Map<String, String> environment) {
    String micros = environment.get("WATCHDOG_USEC");
    String pid = environment.get("WATCHDOG_PID");
    boolean mine = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    if (micros == null || !mine || !micros.matches("[1-9]\\d{0,14}")) {
      return BETWEEN_STATUS;
    }
    return Duration.ofNanos(Long.parseLong(micros) * MICROS).dividedBy(4);
  }

  /** The start begins. As long as it goes on, the service manager is asked for more time. */
  public void starting() {
    repeat(
        BETWEEN_STARTS,
        () ->
            tell(
                "EXTEND_TIMEOUT_USEC=" + LONGER_START.toNanos() / MICROS,
                "STATUS=Starting: reading all checkpoint directories and logs."));
  }

  /** The start is over, everything answers; from now on the subject is watched. */
  public synchronized void ready(Subject started) {
    tell("READY=1", "WATCHDOG=1", "STATUS=" + started.status());
    repeat(between, () -> check(started));
  }

  /** The start has failed, for this reason. */
  public synchronized void failed(String sentence) {
    tell("STATUS=" + sentence.replace('\n', ' '));
  }

  /** The end begins. */
  public synchronized void stopping() {
    stopping = true;
    tell("STOPPING=1", "STATUS=Stopping: brings the outputs up to date.");
  }

  /** The end is over but for the process itself. */
  public synchronized void stopped() {
    tell("STATUS=Stopped.");
  }

  /** Does this now and again, instead of what was done so far. */
  private synchronized void repeat(Duration time, Runnable work) {
    each = time;
    repeated = work;
    if (started) {
      telling.wake();
    } else if (socket != null) {
      started = true;
      telling.start(this::turn, () -> {});
    }
  }

  private synchronized long turn() {
    repeated.run();
    return each.toNanos();
  }

  private void check(Subject started) {
    boolean turning = started.turning();
    if (turning && !stopping) {
      tell("WATCHDOG=1", "STATUS=" + started.status());
    } else if (turned && !stopping) {
      LOG.error(
          "The writer thread no longer responds; unless it resumes, the service manager starts the"
              + " daemon again.");
    }
    turned = turning;
  }

  private void tell(String... lines) {
    if (socket == null) {
      return;
    }
    try {
      socket.send(String.join("\n", lines));
      heard = true;
    } catch (IOException e) {
      if (heard) {
        LOG.warn(
            "The service manager could not be notified of {}, because {}. It may take this daemon for one"
                + " that hangs, and start it again.",
            lines[0],
            e.getMessage());
      }
      heard = false;
    }
  }

  @Override
  public void close() {
    telling.close();
  }
}
