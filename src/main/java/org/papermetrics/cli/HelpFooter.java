package org.papermetrics.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.papermetrics.files.Resources;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The footer of {@code --help}: usage notes and exit codes. */
final class HelpFooter {
  private static final String EXIT = "%exit ";

  private HelpFooter() {}

  /**
   * Lets a command and those below it end their help with their page, read when it is asked for.
   */
  static void addTo(CommandLine commands) {
    commands.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_FOOTER, new Footer());
    commands.getSubcommands().values().forEach(HelpFooter::addTo);
  }

  /** Not a lambda, for the sake of the class archive, as in {@link Main}. */
  private static final class Footer implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
      return page(help.commandSpec().name());
    }
  }

  /** The page of a command, a line that begins with {@code %exit} turned into its exit codes. */
  static String page(String command) {
    return Resources.text("help/" + command + ".txt")
        .lines()
        .map(line -> line.startsWith(EXIT) ? exitCodes(line.substring(EXIT.length())) : line + "\n")
        .collect(Collectors.joining());
  }

  private static String exitCodes(String numbers) {
    List<String> wanted = List.of(numbers.split(" ", -1));
    return Arrays.stream(ExitCode.values())
        .filter(code -> wanted.contains(String.valueOf(code.number())))
        .map(code -> String.format("  %-3d  %s%n", code.number(), code.meaning()))
        .collect(Collectors.joining());
  }
}
