package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a unit says of paths, in the quoting of systemd.syntax(7) and systemd.service(5). */
class UserUnitTest {
  private static final Path JAVA = Path.of("/usr/bin/java");

  private static final ProgramStart START = new ProgramStart(JAVA, JAVA, Optional.empty());

  private static String command(Path java, Path jar, Path config) {
    String text = UserUnit.text(new ProgramStart(java, jar, Optional.empty()), config, Map.of());
    assertThat(text).doesNotContainPattern("@[A-Z]+@");
    return text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
  }

  @Test
  void plainPathsAreWrittenAsTheyAre() {
    assertThat(command(JAVA, Path.of("/a/b.jar"), Path.of("/c/d-e_f.yaml")))
        .startsWith("ExecStart=/usr/bin/java -X")
        .endsWith(" -jar /a/b.jar serve --config /c/d-e_f.yaml");
  }

  @Test
  void whatWouldMeanSomethingIsEscaped() {
    assertThat(command(JAVA, Path.of("/a b/100%h.jar"), Path.of("/$HOME/\"x\"\\y.yaml")))
        .endsWith(" -jar \"/a b/100%%h.jar\" serve --config \"/$$$$HOME/\\\"x\\\"\\\\y.yaml\"");
    assertThat(command(Path.of("/my java/$x/java"), Path.of("/a"), Path.of("/b")))
        .as("the name of the program knows no variables")
        .startsWith("ExecStart=\"/my java/$x/java\" -X");
  }

  @Test
  void variablesKnowNoDollarSign() {
    assertThat(UserUnit.text(START, JAVA, Map.of("B", "/x y/$z%", "A", "/plain")))
        .contains("\nEnvironment=A=/plain\nEnvironment=\"B=/x y/$z%%\"\n");
    assertThat(UserUnit.text(START, JAVA, Map.of()).lines())
        .filteredOn(line -> line.startsWith("Environment="))
        .containsExactly("Environment=MALLOC_ARENA_MAX=1", "Environment=LC_ALL=C.UTF-8");
  }

  @Test
  void theClassArchiveComesBeforeTheOtherOptions() {
    ProgramStart start = new ProgramStart(JAVA, JAVA, Optional.of(Path.of("/h me/a.jsa")));
    assertThat(UserUnit.text(start, JAVA, Map.of()))
        .contains("ExecStart=" + JAVA + " \"-XX:SharedArchiveFile=/h me/a.jsa\" -Xms20m ");
  }

  @Test
  void othersCanStartADaemonAsTheServiceDoes() {
    assertThat(UserUnit.javaOptions())
        .contains("-Xmx512m", "-XX:+UseSerialGC")
        .allMatch(option -> option.startsWith("-X"));
    assertThat(command(JAVA, Path.of("/a"), Path.of("/b")))
        .contains("java " + String.join(" ", UserUnit.javaOptions()) + " -jar");
    assertThat(UserUnit.fixedEnvironment())
        .containsOnly(Map.entry("MALLOC_ARENA_MAX", "1"), Map.entry("LC_ALL", "C.UTF-8"));
  }
}
