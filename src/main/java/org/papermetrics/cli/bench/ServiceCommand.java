package org.papermetrics.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.UserUnit;

/** Commands that run Java, and this program in it, as the service does. */
final class ServiceCommand {
  private static final String MAIN = "org.papermetrics.cli.Main";
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final List<String> archive;

  private ServiceCommand(List<String> archive) {
    this.archive = archive;
  }

  /**
   * Makes the class archive that the installed program has, unless this process has one.
   *
   * @param directory where it is made
   * @param progress is told what is being done
   */
  static ServiceCommand prepare(Path directory, Consumer<String> progress)
      throws InterruptedException {
    List<String> given = ClassArchive.options().toList();
    if (!given.isEmpty() || !Files.isRegularFile(Path.of(CLASS_PATH))) {
      return new ServiceCommand(given);
    }
    progress.accept("class archive");
    ClassArchive made =
        new ClassArchive(JAVA, Path.of(CLASS_PATH), directory.resolve("paper-metrics.jsa"));
    try {
      made.make();
      return new ServiceCommand(List.of(made.option()));
    } catch (IOException e) {
      progress.accept("no class archive: " + e.getMessage());
      return new ServiceCommand(List.of());
    }
  }

  /** Java that does nothing. */
  ProcessBuilder javaAlone() {
    return java(List.of("-version"));
  }

  /** This program with some arguments. */
  ProcessBuilder program(String... arguments) {
    List<String> after = new ArrayList<>();
    after.add("-cp");
    after.add(CLASS_PATH);
    after.add(MAIN);
    after.addAll(List.of(arguments));
    return java(after);
  }

  private ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(JAVA.toString());
    command.addAll(archive);
    command.addAll(UserUnit.javaOptions());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.putAll(UserUnit.fixedEnvironment());
    // It does not belong to the service manager, if this process does.
    environment.keySet().removeAll(List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "JOURNAL_STREAM"));
    return builder;
  }
}
