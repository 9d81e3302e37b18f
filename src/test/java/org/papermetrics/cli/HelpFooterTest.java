package org.papermetrics.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of every command says how it is used and how it ends. */
class HelpFooterTest {
  private static final Pattern COMMAND = Pattern.compile("^  ([a-z]+) +[A-Z]", Pattern.MULTILINE);

  private static String help(String... args) {
    StringWriter out = new StringWriter();
    PrintWriter err = new PrintWriter(new StringWriter());
    assertThat(Main.run(new PrintWriter(out, true), err, args)).isZero();
    return out.toString();
  }

  static Stream<String> commands() {
    return COMMAND.matcher(help("--help")).results().map(found -> found.group(1));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void endsWithHowItIsUsedAndItsExitCodes(String command) {
    assertThat(help(command, "--help"))
        .contains("Usage: paper-metrics " + command)
        .contains("Exit codes:\n  ")
        .doesNotContain("%exit");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fitsEightyColumns(String command) {
    assertThat(help(command, "--help").lines().filter(line -> line.length() > 80)).isEmpty();
  }

  @Test
  void theProgramNamesEveryExitCode() {
    String help = help("--help");

    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(code.number() + "    " + code.meaning());
    }
  }

  @Test
  void helpIsThereWithoutAnyArgument() {
    assertThat(help()).isEqualTo(help("--help"));
    assertThat(commands()).containsAll(List.of("serve", "aggregate", "demo"));
  }
}
