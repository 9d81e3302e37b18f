package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a service manager hears on its socket. The other end is a real one, held by Python. */
@Timeout(60)
class SdNotifyTest {
  private static final String LISTEN =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1].replace("@", "\\0", 1) if sys.argv[1][0] == "@" else sys.argv[1])
      print("bound", flush=True)
      while True:
          print(s.recv(4096).decode().replace("\\n", "|"), flush=True)
      """;
  private static final String STATUS = "3 runs, größer als 2";

  private final Path directory;
  private final String name;
  private Process listener;
  private BufferedReader heard;

  SdNotifyTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.name = directory.resolve("notify").toString();
    listener = listen(name);
    heard = heardBy(listener);
  }

  private static Process listen(String socket) throws IOException {
    return new ProcessBuilder("python3", "-c", LISTEN, socket)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static BufferedReader heardBy(Process listener) throws IOException {
    BufferedReader heard = listener.inputReader(StandardCharsets.UTF_8);
    assertThat(heard.readLine()).isEqualTo("bound");
    return heard;
  }

  @AfterEach
  void stop() {
    listener.destroyForcibly().onExit().join();
  }

  private static final class Work implements SdNotify.Subject {
    private final CountDownLatch askedOnceInVain = new CountDownLatch(1);
    private final CountDownLatch askedInVain = new CountDownLatch(6);
    private volatile boolean turning = true;

    @Override
    public boolean turning() {
      if (!turning) {
        askedOnceInVain.countDown();
        askedInVain.countDown();
      }
      return turning;
    }

    @Override
    public String status() {
      return STATUS;
    }
  }

  @Test
  void itAnswersTheWatchdogOnlyWhileTheWorkGoesOn() throws Exception {
    Work work = new Work();
    try (SdNotify supervision =
        SdNotify.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "40000"))) {
      supervision.starting();
      assertThat(heard.readLine()).startsWith("EXTEND_TIMEOUT_USEC=60000000|STATUS=Starting");
      supervision.ready(work);
      assertThat(heard.readLine()).isEqualTo("READY=1|WATCHDOG=1|STATUS=" + STATUS);
      for (int i = 0; i < 5; i++) {
        assertThat(heard.readLine()).isEqualTo("WATCHDOG=1|STATUS=" + STATUS);
      }
      work.turning = false;
      work.askedOnceInVain.await();
      supervision.failed("from here on");
      work.askedInVain.await();
      supervision.stopping();
      String line = heard.readLine();
      while (line.startsWith("WATCHDOG=1")) {
        line = heard.readLine();
      }
      assertThat(line).isEqualTo("STATUS=from here on");
      assertThat(heard.readLine()).startsWith("STOPPING=1");
    }
  }

  @Test
  void afterAPauseItAnswersAgain() throws Exception {
    Work work = new Work();
    try (SdNotify supervision =
        SdNotify.of(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "40000"))) {
      work.turning = false;
      supervision.ready(work);
      assertThat(heard.readLine()).startsWith("READY=1");
      work.askedInVain.await();
      work.turning = true;
      assertThat(heard.readLine()).startsWith("WATCHDOG=1");
    }
  }

  @Test
  void aFailureIsTold() throws Exception {
    try (SdNotify supervision = SdNotify.of(Map.of("NOTIFY_SOCKET", name))) {
      supervision.failed("the port is taken");
      assertThat(heard.readLine()).isEqualTo("STATUS=the port is taken");
    }
  }

  @Test
  void aSocketMayHaveANameWithoutAFile() throws Exception {
    stop();
    String abstractName = "@paper-metrics-test-" + ProcessHandle.current().pid();
    listener = listen(abstractName);
    heard = heardBy(listener);
    try (SdNotify supervision = SdNotify.of(Map.of("NOTIFY_SOCKET", abstractName))) {
      supervision.stopping();
      assertThat(heard.readLine()).startsWith("STOPPING=1");
    }
  }

  @Test
  void aSocketThatIsNotThereHarmsNothing() {
    try (SdNotify supervision =
        SdNotify.of(Map.of("NOTIFY_SOCKET", directory.resolve("none").toString()))) {
      supervision.starting();
      supervision.ready(new Work());
      supervision.stopping();
    }
    try (SdNotify supervision = SdNotify.of(Map.of())) {
      supervision.ready(new Work());
    }
  }
}
