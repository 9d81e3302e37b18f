package org.papermetrics.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.UserUnit;

/** Commands that run Java, and this program in it, as the service does. */
final class ServiceCommand {
  private static final String MAIN = "org.papermetrics.cli.Main";

  private ServiceCommand() {}

  /** Java that does nothing. */
  static ProcessBuilder javaAlone() {
    return java(List.of("-version"));
  }

  /** This program with some arguments. */
  static ProcessBuilder program(String... arguments) {
    List<String> after = new ArrayList<>();
    after.add("-cp");
    after.add(System.getProperty("java.class.path"));
    after.add(MAIN);
    after.addAll(List.of(arguments));
    return java(after);
  }

  private static ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ClassArchive.options().toList());
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
