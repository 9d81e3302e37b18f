package org.papermetrics.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose address it is that the token may be sent to. */
class DaemonAddressFileTest {
  private static final String ADDRESS = "http://127.0.0.1:8765";

  private final Path file;
  private final DaemonAddressFile address;

  DaemonAddressFileTest(@TempDir Path directory) {
    this.file = directory.resolve("address");
    this.address = new DaemonAddressFile(directory);
  }

  private long startedAt() {
    return ProcessHandle.current().info().startInstant().orElseThrow().getEpochSecond();
  }

  @Test
  void whatALivingProcessNotedCounts() throws IOException {
    assertThat(address.noted()).isEmpty();
    address.note(ADDRESS);
    assertThat(address.noted()).contains(ADDRESS);
    address.forget();
    assertThat(address.noted()).isEmpty();
  }

  @Test
  void nobodyIsThereWhenTheProcessHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Files.writeString(file, ADDRESS + "\n" + ended.pid() + " " + startedAt() + "\n");
    assertThat(address.noted()).isEmpty();
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotTheDaemon() throws IOException {
    long self = ProcessHandle.current().pid();
    Files.writeString(file, ADDRESS + "\n" + self + " " + (startedAt() - 3600) + "\n");
    assertThat(address.noted()).isEmpty();
    Files.writeString(file, ADDRESS + "\n" + self + " " + (startedAt() + 2) + "\n");
    assertThat(address.noted()).as("the clock was set by seconds").contains(ADDRESS);
  }

  @Test
  void anythingElseSaysNothing() throws IOException {
    for (String text : new String[] {"", ADDRESS, ADDRESS + "\nx y\n", ADDRESS + "\n1\n2\n"}) {
      Files.writeString(file, text);
      assertThat(address.noted()).as(text).isEmpty();
    }
  }
}
