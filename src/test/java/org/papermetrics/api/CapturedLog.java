package org.papermetrics.api;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Takes everything that one logger and those below it say, down to the last detail. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final @Nullable Level level;
  private final boolean additive;
  private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  private CapturedLog(Logger logger) {
    this.logger = logger;
    this.level = logger.getLevel();
    this.additive = logger.isAdditive();
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
    logger.iteratorForAppenders().forEachRemaining(silenced::add);
    silenced.forEach(logger::detachAppender);
    setContext(logger.getLoggerContext());
    start();
    logger.addAppender(this);
  }

  public static CapturedLog of(String name) {
    return new CapturedLog(((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name));
  }

  @Override
  protected void append(ILoggingEvent event) {
    lines.add(event.getFormattedMessage() + " " + event.getMDCPropertyMap());
    if (event.getThrowableProxy() != null) {
      lines.add(event.getThrowableProxy().getClassName());
      lines.add(String.valueOf(event.getThrowableProxy().getMessage()));
    }
  }

  public String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    silenced.forEach(logger::addAppender);
    logger.setLevel(level);
    logger.setAdditive(additive);
  }
}
