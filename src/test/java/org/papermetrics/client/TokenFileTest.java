package org.papermetrics.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.api.CapturedLog;

class TokenFileTest {
  private final Path state;
  private final TokenFile token;

  TokenFileTest(@TempDir Path directory) {
    state = directory.resolve("a/state");
    token = new TokenFile(state);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void theFirstCallMakesATokenThatStays() throws Exception {
    String first = token.read();

    assertThat(first).matches("[A-Za-z0-9_-]{43}");
    assertThat(new TokenFile(state).read()).isEqualTo(first);
    assertThat(permissions(token.path())).isEqualTo("rw-------");
    assertThat(permissions(state)).isEqualTo("rwx------");
    try (var files = Files.list(state)) {
      assertThat(files).containsExactly(token.path());
    }
  }

  @Test
  void noTwoTokensAreAlike() throws Exception {
    Set<String> tokens = new HashSet<>(Set.of(token.read()));
    for (int i = 0; i < 20; i++) {
      tokens.add(token.rotate());
    }
    assertThat(tokens).hasSize(21);
  }

  @Test
  void rotatingReplacesTheToken() throws Exception {
    String first = token.read();

    String second = token.rotate();

    assertThat(second).isNotEqualTo(first);
    assertThat(token.read()).isEqualTo(second);
    assertThat(permissions(token.path())).isEqualTo("rw-------");
  }

  @Test
  void aFileThatOthersCouldReadIsClosedAndKept() throws Exception {
    String first = token.read();
    Files.setPosixFilePermissions(token.path(), PosixFilePermissions.fromString("rw-r--r--"));

    try (CapturedLog log = CapturedLog.of(TokenFile.class.getName())) {
      assertThat(token.read()).isEqualTo(first);
      assertThat(log.text())
          .contains(token.path() + " could be read by others (rw-r--r--)")
          .contains("--rotate-token")
          .doesNotContain(first);
    }
    assertThat(permissions(token.path())).isEqualTo("rw-------");
  }

  @Test
  void aFileWithoutATokenIsReplaced() throws Exception {
    Files.createDirectories(state);
    for (String content : new String[] {"", "short", "x".repeat(44), "\0".repeat(43)}) {
      Files.writeString(token.path(), content);
      assertThat(token.read()).matches("[A-Za-z0-9_-]{43}").isEqualTo(token.read());
    }
  }

  @Test
  void whatIsNoFileIsRefused() throws Exception {
    Files.createDirectories(state);
    Files.writeString(state.resolve("elsewhere"), "x".repeat(43));
    Files.createSymbolicLink(token.path(), state.resolve("elsewhere"));

    assertThatThrownBy(token::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no regular file");
  }

  @Test
  void programsThatStartTogetherAgree() throws Exception {
    int programs = 8;
    ExecutorService threads = Executors.newFixedThreadPool(programs);
    for (int round = 0; round < 20; round++) {
      Path directory = state.resolve("round" + round);
      CyclicBarrier start = new CyclicBarrier(programs);
      List<Future<String>> tokens = new ArrayList<>();
      for (int i = 0; i < programs; i++) {
        tokens.add(
            threads.submit(
                () -> {
                  start.await();
                  return new TokenFile(directory).read();
                }));
      }
      Set<String> different = new HashSet<>();
      for (Future<String> one : tokens) {
        different.add(one.get());
      }
      assertThat(different).hasSize(1);
    }
    threads.shutdown();
  }
}
