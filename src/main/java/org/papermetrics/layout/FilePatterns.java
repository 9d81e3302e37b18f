package org.papermetrics.layout;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.model.RunFiles;

/**
 * Which file names and paths are results, configs, logs. Told by name and place alone; whether
 * there is such a file is not asked.
 */
public final class FilePatterns {
  /** The results files of an evaluation, wherever they are below a root. */
  public static final String RESULTS = "**/" + RunFiles.RESULTS;

  private static final String WEIGHTS = ".safetensors";
  private static final String LOG_START = "paper_metrics_";
  private static final String PACKED = ".gz";
  private static final String DOT = ".";

  private final GlobMatcher results;
  private final List<PathMatcher> hidden;
  private final GlobMatcher exclude;

  /**
   * Compiles the patterns, which are globs relative to a root; {@code **}{@code /} stands for any
   * number of directories, also none.
   *
   * @param results which files are results; hidden ones, and those in hidden directories, only
   *     where a pattern names what is hidden with its dot
   * @param exclude directories that are never entered, and files that are no results
   * @throws IllegalArgumentException with a sentence that names the pattern that is none
   */
  public FilePatterns(List<String> results, List<String> exclude) {
    this.results = new GlobMatcher(results);
    this.hidden = results.stream().flatMap(FilePatterns::hiddenNames).toList();
    this.exclude = new GlobMatcher(exclude.stream().map(FilePatterns::ofDirectory).toList());
  }

  /** The names with a dot at their start that a pattern asks for; of alternatives their starts. */
  private static Stream<PathMatcher> hiddenNames(String pattern) {
    boolean alternatives = pattern.contains("{");
    return Arrays.stream(pattern.split(alternatives ? "[/{,}]" : "/"))
        .filter(name -> name.startsWith(DOT) || name.startsWith("\\" + DOT))
        .map(name -> alternatives ? name + "*" : name)
        .map(name -> FileSystems.getDefault().getPathMatcher("glob:" + name));
  }

  /** {@code x/} and {@code x/**} exclude the directory x, so that it need not be entered. */
  private static String ofDirectory(String pattern) {
    String stripped = pattern;
    while (stripped.endsWith("/") || stripped.endsWith("/**")) {
      stripped = stripped.substring(0, stripped.lastIndexOf('/'));
    }
    return stripped;
  }

  /** Whether a path is one of model weights: huge, many, and never of interest. */
  public static boolean isWeights(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().endsWith(WEIGHTS);
  }

  /** Whether a path below a checkpoint root is one of results, as the patterns say. */
  public boolean isResults(Path root, Path file) {
    Path name = file.getFileName();
    return name != null
        && results.match(root, file, name)
        && !isHidden(name)
        && !exclude.match(root, file, name);
  }

  /** Whether a path is one of a training config. */
  public static boolean isConfig(Path file) {
    Path name = file.getFileName();
    return name != null && name.toString().equals(RunFiles.CONFIG);
  }

  /** Whether a path is one of an evaluation log, which gzip may have packed. */
  public static boolean isLog(Path file) {
    Path last = file.getFileName();
    if (last == null) {
      return false;
    }
    String name = last.toString();
    if (name.endsWith(PACKED)) {
      name = name.substring(0, name.length() - PACKED.length());
    }
    return name.startsWith(LOG_START) && (name.endsWith(".log") || name.endsWith(".err"));
  }

  /** Whether a path below a checkpoint root is one of results or of a training config. */
  public boolean isWanted(Path root, Path file) {
    return isConfig(file) || isResults(root, file);
  }

  /** Whether a directory below a checkpoint root is passed over with all that is in it. */
  public boolean isExcluded(Path root, Path directory) {
    Path name = directory.getFileName();
    return name != null && (isHidden(name) || exclude.match(root, directory, name));
  }

  /**
   * Whether a name begins with a dot, and no pattern asks for it: programs that copy, synchronise
   * or delete files keep what is unfinished or old under such names.
   */
  public boolean isHidden(Path name) {
    return name.toString().startsWith(DOT) && hidden.stream().noneMatch(h -> h.matches(name));
  }

  /** The topmost directory on the way from a root to a path below it that is passed over. */
  public Optional<Path> passedOver(Path root, Path path) {
    Path topmost = null;
    for (Path at = path; at != null && !at.equals(root); at = at.getParent()) {
      topmost = isExcluded(root, at) ? at : topmost;
    }
    return Optional.ofNullable(topmost);
  }
}
