package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Groups keep their members in order and vanish with the last one. */
class SmallMultimapTest {
  private final TreeMap<String, java.util.Set<Integer>> map = new TreeMap<>();
  private final SmallMultimap<String, Integer> groups = new SmallMultimap<>(map);

  @Test
  void membersComeInTheirOrderAndOnce() {
    for (int member : new int[] {3, 1, 2, 1, 3}) {
      groups.add("a", member);
    }
    groups.add("b", 9);
    assertThat(groups.of("a")).containsExactly(3, 1, 2);
    assertThat(groups.of("b")).containsExactly(9);
    assertThat(groups.of("c")).isEmpty();
  }

  @Test
  void aGroupWithoutMembersIsGone() {
    groups.add("a", 1);
    groups.add("a", 2);
    groups.add("a", 3);
    groups.remove("a", 2);
    groups.remove("a", 7);
    assertThat(groups.of("a")).containsExactly(1, 3);
    groups.remove("a", 1);
    assertThat(groups.of("a")).containsExactly(3);
    groups.add("a", 4);
    assertThat(groups.of("a")).containsExactly(3, 4);
    groups.remove("a", 3);
    groups.remove("a", 4);
    groups.remove("a", 4);
    assertThat(map).isEmpty();
  }
}
