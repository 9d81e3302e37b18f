package org.papermetrics.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.config.SettingsSource.Poll;
import org.papermetrics.config.SettingsSource.Same;
import org.papermetrics.config.SettingsSource.Says;
import org.papermetrics.config.SettingsSource.Wrong;
import org.papermetrics.testing.SpecialFile;

/** When the configuration file is taken for another, look by look. */
class SettingsSourceTest {
  private final Instant later = Instant.now().plus(Duration.ofHours(1));

  private final Path directory;
  private final Path file;

  SettingsSourceTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.file = directory.resolve("config.yaml");
    Files.writeString(file, "checkpoint-dirs: [/a]\n");
  }

  private static SettingsLoader.Options options(@Nullable Path config, Path... roots) {
    return new SettingsLoader.Options(config, List.of(roots), List.of(), null, null, null, null);
  }

  private SettingsSource source(SettingsLoader.Options options) throws SettingsException {
    return SettingsSource.of(
        new SettingsLoader(Map.of("XDG_CONFIG_HOME", directory.toString()), directory), options);
  }

  /** Looks at the file as it is given. */
  private SettingsSource source() throws SettingsException {
    SettingsSource source = source(options(file));
    assertThat(source.settings().checkpointDirs()).containsExactly(Path.of("/a"));
    assertThat(source.poll(later)).as("it is as it was, but may be too young").isNotNull();
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    return source;
  }

  private static void says(Poll poll, String... roots) {
    assertThat(poll)
        .isInstanceOfSatisfying(
            Says.class,
            says ->
                assertThat(says.settings().checkpointDirs().stream().map(Path::toString))
                    .containsExactly(roots));
  }

  private static void isWrong(Poll poll, String part) {
    assertThat(poll)
        .isInstanceOfSatisfying(Wrong.class, wrong -> assertThat(wrong.sentence()).contains(part));
  }

  @Test
  void itCountsOnceItLooksTheSameTwice() throws Exception {
    SettingsSource source = source();
    Files.writeString(file, "checkpoint-dirs: [/a");
    assertThat(source.isSettling()).isFalse();
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    Files.writeString(file, "checkpoint-dirs: [/a, /b]\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    assertThat(source.isSettling()).isTrue();
    says(source.poll(later), "/a", "/b");
    assertThat(source.isSettling()).isFalse();
    assertThat(source.poll(later)).isInstanceOf(Same.class);
  }

  @Test
  void aYoungFileIsReadAgainBecauseItsStampMayStayTheSame() throws Exception {
    SettingsSource source = source();
    Files.writeString(file, "checkpoint-dirs: [/b]\n");
    Instant at = Files.getLastModifiedTime(file).toInstant();
    assertThat(source.poll(at)).isInstanceOf(Same.class);
    says(source.poll(at), "/b");
    says(source.poll(at), "/b");
    says(source.poll(at.plusSeconds(10)), "/b");
    assertThat(source.poll(at.plusSeconds(11))).isInstanceOf(Same.class);
  }

  @Test
  void anEditorThatReplacesTheFileIsNoticed() throws Exception {
    SettingsSource source = source();
    Path beside = Files.writeString(directory.resolve("config.yaml~"), "checkpoint-dirs: [/c]\n");
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/c");
  }

  @Test
  void aLinkThatLeadsElsewhereIsNoticed() throws Exception {
    Path dotfiles = Files.createDirectory(directory.resolve("dotfiles"));
    Path one = Files.move(file, dotfiles.resolve("one.yaml"));
    Path two = Files.writeString(dotfiles.resolve("two.yaml"), "checkpoint-dirs: [/two]\n");
    Files.createSymbolicLink(file, one);
    SettingsSource source = source();
    Files.delete(file);
    Files.createSymbolicLink(file, two);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/two");
    Files.writeString(two, "checkpoint-dirs: [/two, /three]\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/two", "/three");
  }

  @Test
  void aFileThatIsGoneOrEmptyForAMomentDoesNotCount() throws Exception {
    SettingsSource source = source();
    Files.delete(file);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    Files.writeString(file, "");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    Files.writeString(file, "checkpoint-dirs: [/a]\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/a");
  }

  @Test
  void aFileThatIsGoneIsWrongUntilItIsBack() throws Exception {
    SettingsSource source = source();
    Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "config.yaml is gone");
    isWrong(source.poll(later), "config.yaml is gone");
    Files.move(elsewhere, file);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/a");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeAFileIsWrongUntilItIsReplaced(SpecialFile kind) throws Exception {
    SettingsSource source = source();
    Path elsewhere = Files.move(file, directory.resolve("elsewhere"));
    kind.make(file);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "config.yaml " + kind.words());
    isWrong(source.poll(later), "config.yaml " + kind.words());
    Files.delete(file);
    Files.move(elsewhere, file);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/a");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeAFileIsNotStartedWith(SpecialFile kind) throws Exception {
    Files.delete(file);
    kind.make(file);
    assertThatThrownBy(() -> source(options(file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("config.yaml " + kind.words());
    Path usual = directory.resolve("paper-metrics/config.yaml");
    Files.createDirectories(directory.resolve("paper-metrics"));
    kind.make(usual);
    assertThatThrownBy(() -> source(options(null, Path.of("/option"))))
        .as("also where it need not be")
        .hasMessageContaining("config.yaml " + kind.words());
  }

  @Test
  void aFileThatNeverStaysTheSameIsWrong() throws Exception {
    SettingsSource source = source();
    for (int i = 0; i < 10; i++) {
      Files.setLastModifiedTime(file, FileTime.from(later.plusMillis(i)));
      assertThat(source.poll(later.plusSeconds(i))).isInstanceOf(Same.class);
    }
    Files.setLastModifiedTime(file, FileTime.from(later.plusMillis(10)));
    isWrong(source.poll(later.plusSeconds(10)), "changes each time it is looked at");
    says(source.poll(later.plusSeconds(11)), "/a");
  }

  @Test
  void whatWasWrongAndIsGoneFromTheUsualPlaceIsWrongNoMore() throws Exception {
    SettingsSource source = source(options(null, Path.of("/option")));
    Path usual = directory.resolve("paper-metrics/config.yaml");
    Files.createDirectories(usual);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "is a directory");
    Files.delete(usual);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/option");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
  }

  @Test
  void anEmptyFileDoesNotEmptyTheBoard() throws Exception {
    SettingsSource source = source();
    Files.writeString(file, "");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "No checkpoint directory is configured");
  }

  @Test
  void aWrongFileIsReadUntilItIsRight() throws Exception {
    SettingsSource source = source();
    Files.writeString(file, "checkpoint-dirs: [/a]\nhttp: {port: 99999}\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "line 2: http.port is 99999");
    isWrong(source.poll(later), "line 2: http.port is 99999");
    Files.writeString(file, "checkpoint-dir: [/a]\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    isWrong(source.poll(later), "Did you mean \"checkpoint-dirs\"?");
    Files.writeString(file, "checkpoint-dirs: [/a]\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    says(source.poll(later), "/a");
  }

  @Test
  void theUsualFileMayComeLater() throws Exception {
    SettingsSource source = source(options(null, Path.of("/option")));
    assertThat(source.wasRead()).isFalse();
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    Files.createDirectories(directory.resolve("paper-metrics"));
    Files.writeString(directory.resolve("paper-metrics/config.yaml"), "baseline: x\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    assertThat(source.poll(later))
        .isInstanceOfSatisfying(
            Says.class, says -> assertThat(says.settings().baseline()).contains("x"));
    assertThat(source.wasRead()).isTrue();
  }

  @Test
  void anOptionWinsOverTheFileEachTime() throws Exception {
    SettingsSource source = source(options(file, Path.of("/option")));
    Files.writeString(file, "checkpoint-dirs: [/b]\nbaseline: x\n");
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    Poll poll = source.poll(later);
    says(poll, "/option");
    assertThat(((Says) poll).settings().baseline()).contains("x");
  }

  @Test
  void aTouchSaysTheSameAgain() throws Exception {
    SettingsSource source = source();
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(source.poll(later)).isInstanceOf(Same.class);
    assertThat(source.poll(later)).isEqualTo(new Says(source.settings()));
  }

  @Test
  void withoutARootThereIsNothingToStartWith() throws Exception {
    Files.writeString(file, "baseline: x\n");
    assertThatThrownBy(() -> source(options(file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("checkpoint-dirs in " + file);
  }

  @Test
  void withoutAFileThereIsNothingToLookAt() throws Exception {
    SettingsSource fixed = SettingsSource.fixed(source().settings());
    assertThat(fixed.file()).isEmpty();
    assertThat(fixed.poll(later)).isInstanceOf(Same.class);
  }
}
