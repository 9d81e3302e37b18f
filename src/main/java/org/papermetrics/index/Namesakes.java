package org.papermetrics.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs whose checkpoint directories have the same last name, which may be thousands: found by where
 * they really are and by how their paths end, so that each name need not be compared with all of
 * them. Of one moment; used by one thread.
 */
final class Namesakes {
  private final Set<String> runs;
  private final RealPaths paths;
  private @Nullable Map<String, List<String>> byReal;
  private boolean allFound = true;
  private final Map<Integer, Map<String, List<String>>> byEnd = new HashMap<>();

  /**
   * Runs by the keys of their checkpoints.
   *
   * @param paths where they really are
   */
  Namesakes(Set<String> runs, RealPaths paths) {
    this.runs = runs;
    this.paths = paths;
  }

  /** The keys of their checkpoints. */
  Set<String> runs() {
    return runs;
  }

  /** Those that are at a real path. */
  List<String> at(String real) {
    return byReal().getOrDefault(real, List.of());
  }

  /** Whether it is known of each where it is. */
  boolean areFound() {
    byReal();
    return allFound;
  }

  /** What a path means that is none on this machine, see {@link SuffixMatch}. */
  LogNames.Match endingLike(String path, String why) {
    int least = SuffixMatch.leastNames(path);
    Collection<String> candidates =
        SuffixMatch.end(path, least)
            .map(end -> byEnd(least).getOrDefault(end, List.of()))
            .orElse(List.of());
    return SuffixMatch.of(path, candidates, paths, why);
  }

  private Map<String, List<String>> byReal() {
    Map<String, List<String>> known = byReal;
    if (known == null) {
      Map<String, List<String>> all = new HashMap<>();
      paths.find(runs);
      for (String run : runs) {
        add(all, run, run);
        Optional<String> real = paths.of(run).map(RealPaths.Found::real);
        allFound &= real.isPresent();
        real.filter(path -> !path.equals(run)).ifPresent(path -> add(all, path, run));
      }
      known = all;
      byReal = all;
    }
    return known;
  }

  private Map<String, List<String>> byEnd(int names) {
    return byEnd.computeIfAbsent(
        names,
        n -> {
          Map<String, List<String>> all = new HashMap<>();
          runs.forEach(run -> SuffixMatch.end(run, n).ifPresent(end -> add(all, end, run)));
          return all;
        });
  }

  private static void add(Map<String, List<String>> groups, String key, String run) {
    groups.computeIfAbsent(key, k -> new ArrayList<>(1)).add(run);
  }
}
