package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** What is logged, and where to. */
class LogConfigurationTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void librariesAreHeardOnlyWhenTheyWarn() {
    LogConfiguration.apply(context);
    assertThat(context.getLogger("io.undertow.request").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("org.papermetrics.daemon").getEffectiveLevel())
        .isEqualTo(Level.INFO);
  }

  @Test
  void everythingGoesToStandardError() {
    LogConfiguration.apply(context);
    List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(appenders::add);
    assertThat(appenders)
        .singleElement()
        .isInstanceOfSatisfying(
            ConsoleAppender.class,
            appender -> {
              assertThat(appender.getTarget()).isEqualTo("System.err");
              assertThat(appender.isStarted()).isTrue();
            });
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class))
        .hasAtLeastOneElementOfType(LogConfiguration.class);
  }

  @Test
  void aFileOnTheClassPathGoesFirst() {
    assertThat(LogConfigurationTest.class.getResource("/logback-test.xml")).isNotNull();
    assertThat(new LogConfiguration().configure(context))
        .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders()).isExhausted();
  }
}
