package org.papermetrics.cli.doctor;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Problem;

/** Turns problems into findings, in the same words. */
final class ProblemFindings {
  private static final int TOLD = 8;

  private ProblemFindings() {}

  /** Adds them, of each kind the first few. */
  static void add(List<Problem> problems, Findings findings) {
    Map<Problem.Kind, Integer> seen = new EnumMap<>(Problem.Kind.class);
    for (Problem problem : problems) {
      if (seen.merge(problem.kind(), 1, Integer::sum) <= TOLD) {
        add(problem.kind(), sentence(problem), findings);
      }
    }
    seen.forEach(
        (kind, count) -> {
          if (count > TOLD) {
            add(
                kind,
                "And " + (count - TOLD) + " more of the kind " + kind.wireName() + ".",
                findings);
          }
        });
  }

  private static String sentence(Problem problem) {
    return problem.kind() == Problem.Kind.LOCALE_NOT_UTF8
            || problem.kind() == Problem.Kind.MEMORY_SHORT
            || problem.message().contains(problem.path())
        ? problem.message()
        : problem.path() + ": " + problem.message();
  }

  private static void add(Problem.Kind kind, String sentence, Findings findings) {
    switch (kind) {
      case RESULTS_UNREADABLE, CONFIG_MISSING, CONFIG_UNREADABLE, RUN_VANISHED, RUN_UNAVAILABLE ->
          findings.wrong("runs", sentence);
      case BASELINE_MISSING, PATH_NOT_TEXT -> findings.wrong("runs", sentence);
      case LOCALE_NOT_UTF8 -> findings.wrong("locale", sentence);
      case MEMORY_SHORT -> findings.wrong("java", sentence);
      case RESULTS_VALUES, RESULTS_AVERAGE, RESULTS_COUNTS, CONFIG_VALUES ->
          findings.note("runs", sentence);
      case LOG_UNREADABLE, LOG_DIR_UNAVAILABLE -> findings.wrong("logs", sentence);
      case LOG_UNMATCHED -> findings.note("logs", sentence);
      case REGISTRY_UNREADABLE, REGISTRY_UNWRITABLE, REGISTRY_ENTRY ->
          findings.wrong("registry", sentence);
      case ANNOTATIONS_UNREADABLE, ANNOTATIONS_ENTRY -> findings.wrong("notes", sentence);
      case ROOT_UNAVAILABLE, DIRECTORY_UNREADABLE -> findings.wrong("checkpoints", sentence);
      case WATCH_DEGRADED -> findings.note("checkpoints", sentence);
      case OUTPUT_UNWRITABLE -> findings.wrong("output", sentence);
      case DIRECTORY_WRITABLE_BY_OTHERS -> {
        // The checks of the directories say it, each with its own weight.
      }
      case STATE_UNWRITABLE -> findings.wrong("state", sentence);
      case CONFIGURATION_UNUSABLE, CONFIGURATION_NEEDS_RESTART ->
          findings.wrong("config", sentence);
    }
  }
}
