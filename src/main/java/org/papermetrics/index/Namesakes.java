package org.papermetrics.index;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.SmallMultimap;

/**
 * Runs whose checkpoint directories have the same last name, which may be thousands: found by where
 * they really are and by how their paths end, so that each name need not be compared with all of
 * them. Of one moment; used by one thread.
 */
final class Namesakes {
  private final Set<String> runs;
  private final RealPaths paths;
  private @Nullable SmallMultimap<String, String> byReal;
  private boolean allFound = true;
  private final Map<Integer, SmallMultimap<String, String>> byEnd = new HashMap<>();

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
  Set<String> at(String real) {
    return byReal().of(real);
  }

  /** Whether it is known of each where it is. */
  boolean areFound() {
    byReal();
    return allFound;
  }

  /** What a path means that is none on this machine, see {@link SuffixMatch}. */
  LogNames.Match endingLike(String path, String why) {
    int least = SuffixMatch.leastNames(path);
    Set<String> candidates = SuffixMatch.end(path, least).map(byEnd(least)::of).orElse(Set.of());
    return SuffixMatch.of(path, candidates, paths, why);
  }

  private SmallMultimap<String, String> byReal() {
    SmallMultimap<String, String> known = byReal;
    if (known == null) {
      SmallMultimap<String, String> all = new SmallMultimap<>();
      paths.find(runs);
      for (String run : runs) {
        all.add(run, run);
        Optional<String> real = paths.of(run).map(RealPaths.Found::real);
        allFound &= real.isPresent();
        real.ifPresent(path -> all.add(path, run));
      }
      known = all;
      byReal = all;
    }
    return known;
  }

  private SmallMultimap<String, String> byEnd(int names) {
    return byEnd.computeIfAbsent(
        names,
        n -> {
          SmallMultimap<String, String> all = new SmallMultimap<>();
          runs.forEach(run -> SuffixMatch.end(run, n).ifPresent(end -> all.add(end, run)));
          return all;
        });
  }
}
