package org.papermetrics.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;
import org.papermetrics.wire.DamagedJsonException;

class DataFileTest {
  private static final Run A = Samples.run("a", 300);
  private static final Run B =
      Samples.run("b", 200).withProgression(new Progression(List.of(Samples.curve(5.5, 4.5))));
  private static final Run C = Samples.run("c", 100);

  private final Path directory;
  private final Path file;
  private final Path twin;
  private final DataFile data;

  DataFileTest(@TempDir Path directory) {
    this.directory = directory;
    file = directory.resolve("dashboard_data.json");
    twin = directory.resolve("dashboard_data_with_progression.json");
    data = new DataFile(file, Optional.of(twin), ZoneOffset.UTC);
  }

  @AfterEach
  void close() throws IOException {
    data.close();
  }

  @Test
  void aDamagedRunReplacesNoFile() throws IOException {
    data.write(Samples.board(A, B));
    byte[] before = Files.readAllBytes(file);
    Run damaged = Samples.run("c", 100, "{\"sblimp_accuracy\":0.5\"}");

    assertThatThrownBy(() -> data.write(Samples.board(A, B, damaged)))
        .isInstanceOf(DamagedJsonException.class)
        .hasMessageContaining(C.id());

    assertThat(file).hasBinaryContent(before);
    assertThat(directory)
        .isDirectoryNotContaining(path -> path.toString().endsWith(AtomicFile.TEMPORARY_SUFFIX));
    data.write(Samples.board(A, B, C));
    assertThat(ids(file)).containsExactly("a", "b", "c");
  }

  private static List<String> ids(Path file) throws IOException {
    JsonNode json = StrictJson.read(Files.readAllBytes(file));
    List<String> ids = new ArrayList<>();
    json.get("runs").forEach(run -> ids.add(run.get("id").textValue()));
    return ids;
  }

  private byte[] fresh(Snapshot snapshot) throws IOException {
    Path other = directory.resolve("fresh/data.json");
    try (DataFile fresh = new DataFile(other, Optional.empty(), ZoneOffset.UTC)) {
      fresh.write(snapshot);
    }
    return Files.readAllBytes(other);
  }

  /** A later change by somebody else, as the clock of the file system would tell it. */
  private static void foreign(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
  }

  @Test
  void theFileShowsTheSnapshot() throws IOException {
    assertThat(data.write(Samples.board(A, B))).isTrue();

    assertThat(ids(file)).containsExactly("a", "b");
    assertThat(data.path()).isEqualTo(file);
  }

  @Test
  void theSecondNameIsTheSameFile() throws IOException {
    data.write(Samples.board(A));
    data.write(Samples.board(A, B));

    assertThat(Files.isSameFile(file, twin)).isTrue();
    assertThat(ids(twin)).containsExactly("a", "b");
  }

  @Test
  void withoutASecondNameThereIsNone() throws IOException {
    try (DataFile alone =
        new DataFile(directory.resolve("x.json"), Optional.empty(), ZoneOffset.UTC)) {
      alone.write(Samples.board(A));
    }

    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(directory.resolve("x.json"));
    }
  }

  @Test
  void nothingIsWrittenWhenTheFileShowsTheSameAlready() throws IOException {
    data.write(Samples.board(A, B));
    FileStamp before = Stamps.of(file).orElseThrow();

    assertThat(data.write(Samples.board(A, B))).isFalse();
    assertThat(data.write(Samples.board(List.of(A, B), null, List.of(Samples.problem("/x")))))
        .isFalse();

    assertThat(Stamps.of(file)).contains(before);
  }

  @Test
  void anotherBaselineOrOrderIsWritten() throws IOException {
    data.write(Samples.board(A, B));

    assertThat(data.write(Samples.board(List.of(A, B), B, List.of()))).isTrue();
    assertThat(StrictJson.read(Files.readAllBytes(file)).get("baseline").get("id").textValue())
        .isEqualTo("b");
    assertThat(data.write(Samples.board(List.of(B, A), B, List.of()))).isTrue();
    assertThat(ids(file)).containsExactly("b", "a");
  }

  @Test
  void aRunThatComesChangesOrGoesIsWritten() throws IOException {
    data.write(Samples.board(A, C));
    data.write(Samples.board(A, B, C));
    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(Samples.board(A, B, C)));

    Run other = Samples.run("b", 200, "{\"sblimp_accuracy\":0.75}");
    data.write(Samples.board(A, other, C));
    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(Samples.board(A, other, C)));

    data.write(Samples.board(other));
    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(Samples.board(other)));

    data.write(Samples.board());
    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(Samples.board()));
  }

  @Test
  void theBytesOfARunThatDidNotChangeAreReused() throws IOException {
    byte[] metrics = "{\"x\":1}".getBytes(UTF_8);
    Run run = withMetrics(metrics);
    data.write(Samples.board(A, run, C));
    // Nobody may do this; here it shows whether the run is looked at again.
    metrics[5] = '2';

    data.write(Samples.board(run, C));
    assertThat(Files.readString(file)).contains("{\"x\":1}").doesNotContain("{\"x\":2}");

    foreign(file, Files.readAllBytes(file));
    data.write(Samples.board(run));
    assertThat(Files.readString(file)).contains("{\"x\":2}").doesNotContain("{\"x\":1}");
  }

  private static Run withMetrics(byte[] metrics) {
    Run run = Samples.run("r", 200);
    return RunBuilder.of(run).metrics(new JsonText(metrics)).build();
  }

  @Test
  void manyRunsAreWrittenInOrder() throws IOException {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      runs.add(Samples.run("r" + i, 10_000 - i));
    }
    data.write(Samples.board(runs, null, List.of()));
    for (int i = 0; i < 1000; i += 3) {
      runs.set(i, Samples.run("r" + i, 10_000 - i, "{\"x\":" + i + "}"));
    }

    Snapshot next = Samples.board(runs, null, List.of());
    data.write(next);

    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(next));
  }

  @Test
  void aFileThatWasChangedInPlaceIsRepairedAndItsBytesAreNotReused() throws IOException {
    Snapshot snapshot = Samples.board(A, B);
    data.write(snapshot);
    byte[] whole = Files.readAllBytes(file);
    foreign(file, new String(whole, UTF_8).replace("0.5", "0.9").getBytes(UTF_8));

    assertThat(data.write(snapshot)).isTrue();

    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void aFileThatWasEmptiedIsRepairedByTheNextChange() throws IOException {
    data.write(Samples.board(A, B));
    foreign(file, new byte[0]);

    data.write(Samples.board(A, B, C));

    assertThat(Files.readAllBytes(file)).isEqualTo(fresh(Samples.board(A, B, C)));
  }

  @Test
  void aFileThatWasDeletedComesBack() throws IOException {
    data.write(Samples.board(A, B));
    Files.delete(file);
    Files.delete(twin);

    assertThat(data.write(Samples.board(A, B))).isTrue();

    assertThat(ids(file)).containsExactly("a", "b");
    assertThat(Files.isSameFile(file, twin)).isTrue();
  }

  @Test
  void aFileThatWasReplacedIsRepaired() throws IOException {
    data.write(Samples.board(A, B));
    Path other = Files.writeString(directory.resolve("other"), "{}");
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);

    assertThat(data.write(Samples.board(A, B))).isTrue();

    assertThat(ids(file)).containsExactly("a", "b");
  }

  @Test
  void aSecondNameThatWasDeletedComesBack() throws IOException {
    data.write(Samples.board(A, B));
    Files.delete(twin);

    data.write(Samples.board(A, B));

    assertThat(Files.isSameFile(file, twin)).isTrue();
  }

  @Test
  void aFileOfAnEarlierStartIsReplaced() throws IOException {
    Files.writeString(file, "{\"old\":true}");
    Files.writeString(twin, "{\"old\":true}");

    data.write(Samples.board(A));

    assertThat(ids(file)).containsExactly("a");
    assertThat(ids(twin)).containsExactly("a");
  }

  @Test
  void readersOfTheFileBeforeKeepIt() throws IOException {
    data.write(Samples.board(A));
    byte[] before = Files.readAllBytes(file);
    try (var reader = Files.newInputStream(file, StandardOpenOption.READ)) {
      data.write(Samples.board(A, B));

      assertThat(reader.readAllBytes()).isEqualTo(before);
    }
  }

  @Test
  void aDirectoryInItsPlaceIsAnErrorUntilItIsGone() throws IOException {
    Files.createDirectories(file.resolve("inner"));
    assertThatThrownBy(() -> data.write(Samples.board(A))).isInstanceOf(IOException.class);

    Files.delete(file.resolve("inner"));
    Files.delete(file);
    data.write(Samples.board(A));

    assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(ids(file)).containsExactly("a");
  }

  @Test
  void afterItWasClosedItStartsAgain() throws IOException {
    data.write(Samples.board(A));
    data.close();

    assertThat(data.write(Samples.board(A, B))).isTrue();
    assertThat(ids(file)).containsExactly("a", "b");
  }
}
