package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.papermetrics.config.Settings;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.RunFiles;
import org.papermetrics.scan.ScanTargets;
import org.papermetrics.watch.OneTimeScan;

/** Explanation of a board without runs: where was looked, for which names, and what is there. */
public final class NoRuns {
  private static final List<String> SIMILAR =
      List.of("**/*[rR]esult*.json*", "**/.*/**/*[rR]esult*.json*");

  private final FilePatterns wanted;
  private final FilePatterns withoutExclusions;
  private final OneTimeScan there;
  private final List<String> lines = new ArrayList<>();

  private NoRuns(Settings settings, Clock clock) {
    List<String> names = settings.discovery().results();
    wanted = IndexFactory.wanted(settings);
    withoutExclusions = new FilePatterns(names, List.of());
    there =
        OneTimeScan.of(
            new ScanTargets(settings.checkpointDirs(), List.of(), List.of()),
            new FilePatterns(Stream.concat(names.stream(), SIMILAR.stream()).toList(), List.of()),
            settings.watch().followLinks(),
            clock);
  }

  /**
   * Searches once more, wider, and says what there is, line by line.
   *
   * @param searched whether the checkpoint directories had been searched, instead of reading only
   *     what the registry names
   */
  public static List<String> lines(Settings settings, boolean searched, Clock clock) {
    NoRuns none = new NoRuns(settings, clock);
    none.lines.add(
        "No run was found. A run is a file "
            + String.join(" or ", settings.discovery().results())
            + " (discovery.results) with a "
            + RunFiles.CONFIG
            + " beside it.");
    settings.checkpointDirs().forEach(none::describe);
    if (!searched) {
      none.lines.add(
          "The checkpoint directories were not searched, because the registry "
              + settings.registry()
              + " says where results are. Search them with --full-scan.");
    }
    none.lines.add(
        "paper-metrics doctor checks everything; paper-metrics doctor PATH says why a checkpoint"
            + " is not shown.");
    return none.lines;
  }

  private void describe(Path root) {
    if (there.unavailable().contains(root)) {
      lines.add(root + " cannot be read.");
      return;
    }
    List<Path> files = there.files().stream().filter(file -> file.startsWith(root)).toList();
    Predicate<Path> named = file -> withoutExclusions.isResults(root, file);
    Predicate<Path> hidden =
        file ->
            wanted
                .passedOver(root, file)
                .map(Path::getFileName)
                .filter(wanted::isHidden)
                .isPresent();
    Predicate<Path> excluded =
        hidden
            .negate()
            .and(
                file -> !wanted.isResults(root, file) || wanted.passedOver(root, file).isPresent());
    Predicate<Path> config = FilePatterns::isConfig;
    lines.add(
        root
            + ": directories: "
            + there.directories().getOrDefault(root, 0)
            + "; "
            + Stream.of(
                    told("results", files, named.and(hidden.or(excluded).negate())),
                    told("results in hidden directories", files, named.and(hidden)),
                    told("results passed over by discovery.exclude", files, named.and(excluded)),
                    told("files of a similar name", files, named.or(config).negate()),
                    told(RunFiles.CONFIG, files, config.and(named.negate())))
                .flatMap(Optional::stream)
                .reduce((a, b) -> a + "; " + b)
                .orElse("no file of such a name or a similar one, and no " + RunFiles.CONFIG)
            + ".");
  }

  private static Optional<String> told(String what, List<Path> files, Predicate<Path> which) {
    List<Path> these = files.stream().filter(which).toList();
    return these.isEmpty()
        ? Optional.empty()
        : Optional.of(what + ": " + these.size() + " (such as " + these.get(0) + ")");
  }
}
