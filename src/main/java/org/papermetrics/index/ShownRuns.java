package org.papermetrics.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.layout.UnavailablePaths;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/**
 * The runs to show, in the order of discovery. Kept from one time to the next: only the runs that
 * were touched meanwhile are looked at again, unless something changes that concerns all. Used by
 * one thread.
 */
final class ShownRuns {
  private final RunCatalog catalog;
  private final Map<RunKey, LoadedRun> states;
  private final DuplicateRuns duplicates;
  private final Set<RunKey> touched = new HashSet<>();
  private @Nullable List<RunFiles> order;
  private UnavailablePaths unavailable = UnavailablePaths.NOTHING;

  /** What each run of {@link #order} shows; null where that is nothing. */
  private @Nullable Run[] places = {};

  private List<Run> shown = List.of();

  /**
   * Has looked at nothing yet.
   *
   * @param states what is known of each run, changed by their owner
   */
  ShownRuns(RunCatalog catalog, Map<RunKey, LoadedRun> states, DuplicateRuns duplicates) {
    this.catalog = catalog;
    this.states = states;
    this.duplicates = duplicates;
  }

  /** What is known of a run may have changed. */
  void touch(RunKey key) {
    touched.add(key);
  }

  /**
   * The runs to show; of one that is known by two paths, the first.
   *
   * @param now the places of which nothing can be said at present
   */
  List<Run> list(UnavailablePaths now) {
    boolean concernsAll =
        duplicates.isPossible()
            || order == null
            || !DifferingPart.isSame(order, catalog.runs())
            || !unavailable.equals(now);
    if (concernsAll || !showTouched()) {
      showAll(now);
    }
    touched.clear();
    return shown;
  }

  /** Looks at what was touched alone; false when that does not suffice. */
  private boolean showTouched() {
    List<RunFiles> files = Objects.requireNonNull(order);
    for (RunKey key : touched) {
      LoadedRun state = states.get(key);
      if (state == null) {
        return false;
      }
      int place = state.place();
      if (place < 0 || place >= files.size() || !files.get(place).key().equals(key)) {
        return false;
      }
      places[place] = shown(state, files.get(place), unavailable).orElse(null);
    }
    if (!touched.isEmpty()) {
      collect();
    }
    return true;
  }

  private void showAll(UnavailablePaths now) {
    order = null;
    List<RunFiles> files = catalog.runs();
    boolean possible = duplicates.isPossible();
    Set<RunKey> earlier = new HashSet<>();
    places = new Run[files.size()];
    for (int i = 0; i < places.length; i++) {
      RunKey key = files.get(i).key();
      LoadedRun state = states.get(key);
      if (state == null) {
        continue;
      }
      state.placeAt(i);
      if (state.run().isPresent()) {
        boolean again = possible && duplicates.of(key).stream().anyMatch(earlier::contains);
        places[i] = again ? null : shown(state, files.get(i), now).orElse(null);
        if (possible) {
          earlier.add(key);
        }
      }
    }
    collect();
    // Whether a run is another's second path depends on all of them.
    order = possible ? null : files;
    unavailable = now;
  }

  private static Optional<Run> shown(LoadedRun state, RunFiles files, UnavailablePaths away) {
    return state.shown(away.since(files.results().get(0)));
  }

  private void collect() {
    List<Run> next = new ArrayList<>(Arrays.asList(places));
    next.removeIf(Objects::isNull);
    shown = next;
  }
}
