package org.papermetrics.cli.service;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The log: everything from INFO on, of the libraries from WARN on, to standard error, in the form
 * of the journal where that takes it. Logback finds it as a service. An XML file, as {@code
 * -Dlogback.configurationFile} names, goes first; reading one for this would be half of a short
 * command's time.
 */
public final class LogConfiguration extends ContextAwareBase implements Configurator {
  private static final List<String> LIBRARIES =
      List.of("io.undertow", "org.xnio", "org.jboss", "io.methvin");

  private static final List<String> FILES =
      List.of(ClassicConstants.TEST_AUTOCONFIG_FILE, ClassicConstants.AUTOCONFIG_FILE);

  /** Made by Logback. */
  public LogConfiguration() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    boolean otherwise =
        System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
            || FILES.stream().anyMatch(file -> ClassLoader.getSystemResource(file) != null);
    if (otherwise) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    apply(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static void apply(LoggerContext context) {
    Layout<ILoggingEvent> layout = JournalOutput.takesErrors() ? new JournalLayout() : lines();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> errors = new ConsoleAppender<>();
    errors.setContext(context);
    errors.setName("STDERR");
    errors.setTarget("System.err");
    errors.setEncoder(encoder);
    errors.start();
    LIBRARIES.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(errors);
  }

  private static Layout<ILoggingEvent> lines() {
    PatternLayout lines = new PatternLayout();
    lines.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level %logger{0} - %msg%n");
    return lines;
  }
}
