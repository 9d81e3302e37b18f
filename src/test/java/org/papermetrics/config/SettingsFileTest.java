package org.papermetrics.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a configuration file that cannot be used: one sentence, with line and key. */
class SettingsFileTest {
  private final Path file;

  SettingsFileTest(@TempDir Path directory) {
    file = directory.resolve("config.yaml");
  }

  private String wrong() {
    String[] message = {""};
    assertThatThrownBy(() -> SettingsFile.read(file))
        .isInstanceOfSatisfying(SettingsException.class, e -> message[0] = e.sentence());
    assertThat(message[0]).contains(file.toString()).hasLineCount(1).matches(".*[.?]");
    assertThat(message[0]).doesNotContain("Exception", "com.fasterxml", "SettingsYaml");
    return message[0].replace(file.toString(), "FILE");
  }

  private String wrong(byte[] content) throws IOException {
    Files.write(file, content);
    return wrong();
  }

  private String wrong(String content) throws IOException {
    return wrong(content.getBytes(UTF_8));
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearestKnownOne() throws IOException {
    assertThat(wrong("baseline: x\ncheckpoint-dir: [/a]\n"))
        .isEqualTo(
            "FILE line 2: unknown key \"checkpoint-dir\". Did you mean \"checkpoint-dirs\"?");
    assertThat(wrong("http:\n  host: 127.0.0.1\n  prot: 1\n"))
        .isEqualTo("FILE line 3: unknown key \"prot\". Did you mean \"port\"?");
    assertThat(wrong("tags:\n- tag: a\n  when: {path: a, equal: 1}\n"))
        .isEqualTo("FILE line 3: unknown key \"equal\". Did you mean \"equals\"?");
  }

  @Test
  void anUnknownKeyNearNoneComesWithAllThatAreKnown() throws IOException {
    assertThat(wrong("watch: {frequency: 3}\n"))
        .startsWith("FILE line 1: unknown key \"frequency\". Known keys here: ")
        .contains("mode", "poll", "sweep");
  }

  @Test
  void aWrongTypeIsNamedWithLineAndKey() throws IOException {
    assertThat(wrong("baseline: a\ncheckpoint-dirs: /data\n"))
        .isEqualTo("FILE line 2: checkpoint-dirs should be a list, in [ ] or with a dash a line.");
    assertThat(wrong("http:\n  port: many\n"))
        .isEqualTo("FILE line 2: http.port should be a whole number.");
    assertThat(wrong("http: {port: 87.5}\n"))
        .isEqualTo("FILE line 1: http.port should be a whole number.");
    assertThat(wrong("http: 8765\n")).isEqualTo("FILE line 1: http should be a group of keys.");
    assertThat(wrong("baseline: [a]\n")).isEqualTo("FILE line 1: baseline should be a text.");
    assertThat(wrong("metrics: [{key: a}, wer]\n"))
        .isEqualTo("FILE line 1: metrics[1] should be a group of keys.");
    assertThat(wrong("log-dirs: [{a: b}]\n"))
        .isEqualTo("FILE line 1: log-dirs[0] should be a text.");
    assertThat(wrong("watch: {follow-links: 7}\n"))
        .isEqualTo("FILE line 1: watch.follow-links should be true or false.");
  }

  @Test
  void aWordThatIsNoneOfThoseAllowedComesWithThem() throws IOException {
    assertThat(wrong("http:\n  auth: nobody\n"))
        .isEqualTo("FILE line 2: http.auth cannot be \"nobody\"; it is one of token, none.");
    assertThat(wrong("watch: {mode: Events}\n"))
        .isEqualTo(
            "FILE line 1: watch.mode cannot be \"Events\"; it is one of auto, events, poll.");
    assertThat(wrong("metrics: [{key: a, better: more}]\n"))
        .isEqualTo(
            "FILE line 1: metrics[0].better cannot be \"more\"; it is one of higher, lower.");
    assertThat(wrong("http: {auth: 1}\n")).contains("http.auth");
  }

  @Test
  void aKeyThatIsThereTwice() throws IOException {
    assertThat(wrong("baseline: a\nbaseline: b\n"))
        .isEqualTo("FILE line 2: this is not YAML: Duplicate field 'baseline'.");
  }

  @Test
  void somethingThatIsNoGroupOfKeys() throws IOException {
    assertThat(wrong("- a\n- b\n")).isEqualTo("FILE line 1: the file should be a group of keys.");
    assertThat(wrong("hello\n")).isEqualTo("FILE line 1: the file should be a group of keys.");
    assertThat(wrong("baseline: a\n---\nbaseline: b\n")).startsWith("FILE line ");
  }

  @Test
  void textThatIsNoYaml() throws IOException {
    assertThat(wrong("http: {port: 1\nbaseline: x\n"))
        .startsWith("FILE line 2: this is not YAML: ");
    assertThat(wrong("a: b: c\n")).startsWith("FILE line 1: this is not YAML: ");
    assertThat(wrong("\tbaseline: x\n")).startsWith("FILE line 1: this is not YAML: ");
    assertThat(wrong("baseline: \"x\n")).contains("this is not YAML: ");
    assertThat(wrong("log-dirs: &logs [/a]\ncheckpoint-dirs: *logs\n"))
        .isEqualTo("FILE line 2: this is not YAML: write the value itself instead of *logs.");
  }

  @Test
  void bytesThatAreNoText() throws IOException {
    byte[] noise = new byte[5000];
    new Random(5).nextBytes(noise);
    assertThat(wrong(noise)).isEqualTo("The configuration file FILE is not text in UTF-8.");
    assertThat(wrong("baseline: é".getBytes(ISO_8859_1)))
        .isEqualTo("The configuration file FILE is not text in UTF-8.");
    assertThat(wrong("baseline: \0\1\2\n")).contains("this is not YAML");
  }

  @Test
  void aFileWithoutEnd() throws IOException {
    for (String deep : List.of("a: [", "- ")) {
      assertThat(wrong(deep.repeat(50_000)))
          .isEqualTo("FILE: this is nested deeper, or has a longer text, than any configuration.");
    }
    assertThat(wrong("# " + "x".repeat(300_000)))
        .isEqualTo("The configuration file FILE is 293.0 kB; at most 256 kB are read; replace it.");
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(wrong()).isEqualTo("There is no configuration file FILE.");
  }

  @Test
  void aDirectoryInItsPlace() throws IOException {
    Files.createDirectory(file);

    assertThat(wrong())
        .isEqualTo("The configuration file FILE is a directory, not a regular file; replace it.");
  }

  @Test
  void aFileWithoutReadPermission() throws IOException {
    Files.writeString(file, "baseline: x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx-wx-wx"));
    assumeThat(Files.isReadable(file)).as("this user may read everything").isFalse();

    assertThat(wrong())
        .isEqualTo("The configuration file FILE cannot be read: permission is denied.");
  }

  @Test
  void aFileThatSaysNothing() throws Exception {
    for (String nothing :
        List.of("", "\n\n", "# a comment\n", "---\n", "null\n", "--- # x\n...\n", "{}")) {
      Files.writeString(file, nothing);

      assertThat(SettingsFile.read(file).yaml()).as(nothing).isEqualTo(SettingsYaml.EMPTY);
    }
  }
}
