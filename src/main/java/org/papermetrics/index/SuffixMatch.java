package org.papermetrics.index;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The run whose checkpoint path ends like a path that is none on this machine. */
final class SuffixMatch {
  private SuffixMatch() {}

  /**
   * The run that ends like a path further than every other, and from the name of the experiment at
   * least.
   *
   * @param candidates the keys of the checkpoints of runs
   * @param why the path means no run when none ends like it
   */
  static LogNames.Match of(
      String path, Collection<String> candidates, RealPaths paths, String why) {
    List<String> names = names(path);
    int longest = candidates.stream().mapToInt(run -> common(names, names(run))).max().orElse(0);
    if (longest < fromExperiment(names)) {
      return LogNames.Match.none(why);
    }
    List<String> best =
        candidates.stream().filter(run -> common(names, names(run)) == longest).sorted().toList();
    if (best.size() == 1
        || paths
            .of(best.get(0))
            .filter(first -> paths.at(first.real(), best).size() == best.size())
            .isPresent()) {
      return LogNames.Match.of(best);
    }
    return LogNames.Match.none(
        why
            + ", and the paths of several runs end like it ("
            + best.stream().limit(3).collect(Collectors.joining(", "))
            + (best.size() > 3 ? ", …" : "")
            + ")");
  }

  /** How many names at the end of a path must be those of the run that it means. */
  static int leastNames(String path) {
    return fromExperiment(names(path));
  }

  /** So many names at the end of a path, joined; empty when it has fewer. */
  static Optional<String> end(String path, int count) {
    List<String> names = names(path);
    return names.size() < count
        ? Optional.empty()
        : Optional.of(String.join("/", names.subList(names.size() - count, names.size())));
  }

  /** The names on a path, without those that depend on who looks. */
  private static List<String> names(String path) {
    return Stream.of(path.split("/"))
        .filter(name -> !name.isEmpty() && !name.startsWith("~"))
        .filter(name -> !name.equals(".") && !name.equals(".."))
        .toList();
  }

  /** The number of names from that of the experiment on, in the usual layout or without it. */
  private static int fromExperiment(List<String> names) {
    int size = names.size();
    return size > 1 && names.get(size - 2).equals("checkpoints") ? 3 : 2;
  }

  private static int common(List<String> a, List<String> b) {
    int n = 0;
    while (n < a.size()
        && n < b.size()
        && a.get(a.size() - 1 - n).equals(b.get(b.size() - 1 - n))) {
      n++;
    }
    return n;
  }
}
