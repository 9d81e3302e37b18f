package org.papermetrics.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A multimap for many groups that mostly have one member, so each is as small as it can be. Used by
 * one thread.
 *
 * @param <K> what the members have in common
 * @param <V> the members
 */
public final class SmallMultimap<K, V> {
  private final Map<K, Set<V>> groups;

  /** No groups yet. */
  public SmallMultimap() {
    this(new HashMap<>());
  }

  /** No groups yet; they are kept in this empty map, whose order others may use. */
  public SmallMultimap(Map<K, Set<V>> groups) {
    this.groups = groups;
  }

  /** Adds a member, after those that were there before. */
  public void add(K key, V member) {
    groups.merge(key, Set.of(member), SmallMultimap::union);
  }

  /** Removes a member if it is there. */
  public void remove(K key, V member) {
    groups.computeIfPresent(
        key, (k, group) -> group.contains(member) ? rest(group, member) : group);
  }

  /** The members in the order in which they came; not to be changed. */
  public Set<V> of(K key) {
    return groups.getOrDefault(key, Set.of());
  }

  /** What groups there are; a view. */
  public Set<K> keys() {
    return Collections.unmodifiableSet(groups.keySet());
  }

  /** Only a larger group is changed in place. */
  private static <V> Set<V> union(Set<V> group, Set<V> more) {
    if (group.containsAll(more)) {
      return group;
    }
    Set<V> larger = group instanceof LinkedHashSet ? group : new LinkedHashSet<>(group);
    larger.addAll(more);
    return larger;
  }

  /** What remains of a group; null, so that the map forgets it, when that is nothing. */
  private static <V> @Nullable Set<V> rest(Set<V> group, V member) {
    if (group.size() == 1) {
      return null;
    }
    group.remove(member);
    return group.size() == 1 ? Set.of(group.iterator().next()) : group;
  }
}
