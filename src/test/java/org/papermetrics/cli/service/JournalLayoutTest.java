package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Log lines for the journal: a level in each, a time in none. */
class JournalLayoutTest {
  private static String line(Level level, String message, @Nullable Throwable thrown) {
    Logger logger = new LoggerContext().getLogger("org.papermetrics.daemon.Writer");
    JournalLayout layout = new JournalLayout();
    layout.start();
    return layout.doLayout(
        new LoggingEvent("", logger, level, message, thrown, new Object[] {"x"}));
  }

  @Test
  void theLevelIsThatOfSyslog() {
    assertThat(line(Level.ERROR, "a {}", null)).isEqualTo("<3>Writer: a x\n");
    assertThat(line(Level.WARN, "a {}", null)).isEqualTo("<4>Writer: a x\n");
    assertThat(line(Level.INFO, "a {}", null)).isEqualTo("<6>Writer: a x\n");
    assertThat(line(Level.DEBUG, "a {}", null)).isEqualTo("<7>Writer: a x\n");
  }

  @Test
  void everyLineOfAStackTraceHasIt() {
    String text =
        line(
            Level.ERROR,
            "two\nlines",
            new IllegalStateException("outer", new IllegalArgumentException("inner")));
    assertThat(text).startsWith("<3>Writer: two\n<3>lines\n").endsWith("\n");
    assertThat(text.lines()).hasSizeGreaterThan(5).allMatch(line -> line.startsWith("<3>"));
    assertThat(text).contains("IllegalStateException: outer", "Caused by", "inner");
  }
}
