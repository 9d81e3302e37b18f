package org.papermetrics.cli.service;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LevelToSyslogSeverity;
import ch.qos.logback.core.LayoutBase;

/**
 * Log lines as the journal takes them apart: each begins with its level in angle brackets, those of
 * a stack trace too, and none has a time.
 */
public final class JournalLayout extends LayoutBase<ILoggingEvent> {
  private final ThrowableProxyConverter stackTraces = new ThrowableProxyConverter();

  /** Made by Logback from its configuration. */
  public JournalLayout() {}

  @Override
  public void start() {
    stackTraces.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    String logger = event.getLoggerName();
    String text =
        logger.substring(logger.lastIndexOf('.') + 1)
            + ": "
            + event.getFormattedMessage()
            + "\n"
            + stackTraces.convert(event);
    return JournalOutput.atLevel(LevelToSyslogSeverity.convert(event), text);
  }
}
