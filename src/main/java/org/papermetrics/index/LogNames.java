package org.papermetrics.index;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.SmallMultimap;

/**
 * Finds the runs that logs name by another path than the registry does: through a link, or as a
 * container sees it. Used by one thread.
 *
 * <p>Only runs whose checkpoint directory has the same last name come into question, so that a run
 * that comes or goes concerns few names, each of which is then decided anew.
 */
final class LogNames {
  private static final String NO_RUN = "which is no run on the board";
  private static final String BY_NEW_LINK =
      "which leads through a link that is newer than the log, so that it may have been another one";

  private static final Pattern USUAL = Pattern.compile("/checkpoint_\\d+$");

  private final PathClassifier classifier;
  private final KeyedExecutors executors;
  private final SmallMultimap<String, String> runsByLast = new SmallMultimap<>();

  /** The names that logs have points of, or tell of evaluations of. */
  private final Set<String> named = new HashSet<>();

  /** Those that are no run's own, so that it must be decided which run they mean. */
  private final SmallMultimap<String, String> othersByLast = new SmallMultimap<>();

  private final SmallMultimap<String, String> namesOfRun = new SmallMultimap<>();
  private final Map<String, String> realLasts = new HashMap<>();
  private final Map<String, Match> matches = new HashMap<>();
  private final Set<String> undecided = new HashSet<>();

  /** Those that mean others now since the last time this was asked. */
  private final Set<String> changed = new HashSet<>();

  /** The last names whose others are all to be decided. */
  private final Set<String> undecidedLasts = new HashSet<>();

  /** Knows neither names nor runs. */
  LogNames(PathClassifier classifier, KeyedExecutors executors) {
    this.classifier = classifier;
    this.executors = executors;
  }

  /**
   * What a name means.
   *
   * @param runs keys of the checkpoint of one run, which may be known by several paths
   * @param why it means none, as the rest of a sentence; empty when it means one
   */
  record Match(Set<String> runs, String why) {
    static final Match NOTHING = new Match(Set.of(), "");

    static Match of(Collection<String> runs) {
      return new Match(Set.copyOf(runs), "");
    }

    static Match none(String why) {
      return new Match(Set.of(), why);
    }
  }

  /** There is a run of this checkpoint from now on. */
  void runCame(String key) {
    runsByLast.add(last(key), key);
    sort(key);
    undecidedLasts.add(last(key));
  }

  /** There is no run of this checkpoint any more. */
  void runWent(String key) {
    runsByLast.remove(last(key), key);
    sort(key);
    undecidedLasts.add(last(key));
  }

  /** The logs that have something of a name are others now, or none. */
  void touched(String name, boolean isUsed) {
    if (isUsed) {
      named.add(name);
    } else {
      named.remove(name);
      reallyEndsWith(name, null);
    }
    sort(name);
  }

  /** Puts a name among the others, or takes it from them, and has it decided. */
  private void sort(String name) {
    if (named.contains(name)
        && !runsByLast.of(last(name)).contains(name)
        && !name.equals(LogIndex.pretrainedKey())) {
      othersByLast.add(last(name), name);
    } else {
      othersByLast.remove(last(name), name);
    }
    undecided.add(name);
  }

  /** A path that logs may name leads to another checkpoint now. */
  void linkMoved(String path) {
    undecidedLasts.add(last(path));
  }

  /** Has a name decided anew also when runs come and go that end as it really does. */
  private void reallyEndsWith(String name, @Nullable String last) {
    String before = last == null ? realLasts.remove(name) : realLasts.put(name, last);
    if (before != null && !before.equals(last(name))) {
      othersByLast.remove(before, name);
    }
    if (last != null) {
      othersByLast.add(last, name);
    }
  }

  /** The names other than its own that mean a run. */
  Set<String> of(String run) {
    return namesOfRun.of(run);
  }

  /** The runs that a name means which is not their own. */
  Set<String> runsOf(String name) {
    return matches.getOrDefault(name, Match.NOTHING).runs();
  }

  /** The names that mean other runs since the last time this was asked. */
  Set<String> takeChanged() {
    Set<String> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }

  /** The names that mean no run, each with the reason. */
  Map<String, String> unmatched() {
    Map<String, String> unmatched = new HashMap<>();
    matches.forEach(
        (name, match) -> {
          if (match.runs().isEmpty()) {
            unmatched.put(name, match.why());
          }
        });
    return unmatched;
  }

  /**
   * Decides what the names mean whose logs or runs are others now. Where a file system does not
   * answer, all stays as it was until the next time.
   *
   * @param modified when a log of a name was last written
   * @return the keys of the runs whose logs may be others
   */
  Set<String> decide(Function<String, Instant> modified) {
    undecidedLasts.forEach(last -> undecided.addAll(othersByLast.of(last)));
    undecidedLasts.clear();
    if (undecided.isEmpty()) {
      return Set.of();
    }
    List<String> names = List.copyOf(undecided);
    undecided.clear();
    RealPaths paths = new RealPaths(executors);
    paths.find(names.stream().filter(this::isOnDisk).toList());
    Map<String, Namesakes> namesakes = new HashMap<>();
    Function<String, Namesakes> ofLast =
        last -> namesakes.computeIfAbsent(last, l -> new Namesakes(runsByLast.of(l), paths));
    Set<String> concerned = new HashSet<>();
    for (String name : names) {
      Optional<Match> match = match(name, paths, ofLast, modified);
      Match before = matches.getOrDefault(name, Match.NOTHING);
      concerned.addAll(before.runs());
      match.ifPresentOrElse(
          now -> {
            concerned.addAll(now.runs());
            replace(name, before, now);
          },
          () -> undecided.add(name));
    }
    return concerned;
  }

  private void replace(String name, Match before, Match now) {
    if (!before.runs().equals(now.runs())) {
      changed.add(name);
    }
    before.runs().forEach(run -> namesOfRun.remove(run, name));
    now.runs().forEach(run -> namesOfRun.add(run, name));
    if (now.equals(Match.NOTHING)) {
      matches.remove(name);
    } else {
      matches.put(name, now);
    }
  }

  /** Whether the name is in use, and the disk may say which run it means. */
  private boolean isOnDisk(String name) {
    boolean comes = !runsByLast.of(last(name)).isEmpty() || !isUsual(name);
    return isAnother(name) && comes && name.startsWith("/");
  }

  /** Whether a log has something of the name, and it is no run's own. */
  private boolean isAnother(String name) {
    return othersByLast.of(last(name)).contains(name);
  }

  /** What a name means; empty when there is no answer. */
  private Optional<Match> match(
      String name,
      RealPaths paths,
      Function<String, Namesakes> ofLast,
      Function<String, Instant> modified) {
    if (!isAnother(name)) {
      return Optional.of(Match.NOTHING);
    }
    Namesakes candidates = ofLast.apply(last(name));
    if (!isOnDisk(name)) {
      return Optional.of(candidates.endingLike(name, NO_RUN));
    }
    Optional<RealPaths.Found> answer = paths.of(name);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    RealPaths.Found found = answer.get();
    if (found.exists()) {
      reallyEndsWith(name, last(found.real()));
      // A link that was made after the log was written may have led elsewhere before.
      return found.newestLink().isAfter(modified.apply(name))
          ? Optional.of(written(found, candidates, BY_NEW_LINK))
          : really(found, ofLast.apply(last(found.real())));
    }
    return Optional.of(written(found, candidates, NO_RUN));
  }

  /** The runs that are really at a path; empty when that of one is not known. */
  private static Optional<Match> really(RealPaths.Found found, Namesakes candidates) {
    Set<String> same = candidates.at(found.real());
    if (!same.isEmpty()) {
      return Optional.of(Match.of(same));
    }
    return candidates.areFound() ? Optional.of(Match.none(NO_RUN)) : Optional.empty();
  }

  /** Goes by a path as it is written; one below a root is that of no other run. */
  private Match written(RealPaths.Found found, Namesakes candidates, String why) {
    if (!found.exists() && candidates.runs().contains(found.written())) {
      return Match.of(Set.of(found.written()));
    }
    return classifier.isBelowRoot(found.written())
        ? Match.none(why)
        : candidates.endingLike(found.written(), why);
  }

  /** Whether a path ends as in the usual layout, so that no part of it is missing. */
  static boolean isUsual(String name) {
    return USUAL.matcher(name).find();
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('/') + 1);
  }
}
