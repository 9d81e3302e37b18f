package org.papermetrics.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.ContentSums;
import org.papermetrics.files.UnreadableFileException;

/** A registry that is parsed with the help of an earlier version is what it is without. */
class RegistryTextLawTest {
  private static final String TEXT =
      "{\"a\": [1], \"runs\": [{\"checkpoint_path\": \"/a\", \"results_file\": \"/é\"},\n  {\"x\": []},"
          + " {\"checkpoint_path\": \"/b\"} , 12, {\"checkpoint_path\": \"/c\"}], \"b\": {\"runs\": []}}";

  private static final int PART_BYTES = 8;

  private static final List<byte[]> ADDED =
      Stream.of("{\"checkpoint_path\":\"/ü\"}", "{\"note\": [1, {}]}", "7", "\"a, b\"", "[ ]")
          .map(added -> added.getBytes(UTF_8))
          .toList();

  /**
   * Replaces a part of a text.
   *
   * @param from where the part begins, of a thousand
   * @param length how many characters it has
   */
  private record Splice(int from, int length, String with) {
    String apply(String text) {
      int start = from * text.length() / 1000;
      int end = Math.min(text.length(), start + length);
      return text.substring(0, start) + with + text.substring(end);
    }
  }

  @Provide
  Arbitrary<List<Splice>> splices() {
    Arbitrary<String> with =
        Arbitraries.of(
            "",
            ",",
            "]",
            "[",
            "}",
            "{",
            " ",
            "1",
            "é",
            "\"",
            ", {\"checkpoint_path\": \"/d\"}",
            "{\"results_file\": \"/e\", \"note\": \"ü\"}, ",
            "], \"runs\": [");
    return Combinators.combine(Arbitraries.integers().between(0, 1000), lengths(), with)
        .as(Splice::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static Arbitrary<Integer> lengths() {
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.just(0)),
        Tuple.of(2, Arbitraries.integers().between(1, 3)),
        Tuple.of(1, Arbitraries.integers().between(10, 60)));
  }

  @Property(tries = 5000)
  void whatIsTheSameNeedNotBeParsedAgain(@ForAll("splices") List<Splice> splices)
      throws IOException, UnreadableFileException {
    RegistryText before = RegistryParser.parse(source(TEXT));
    String text = TEXT;
    for (Splice splice : splices) {
      // Most changes of a text that is none leave it so.
      String next = splice.apply(text);
      Optional<RegistryText> whole = parsed(next, null);
      Optional<RegistryText> helped = parsed(next, before);
      assertThat(helped.isPresent()).as(next).isEqualTo(whole.isPresent());
      if (whole.isPresent()) {
        assertThat(helped.get().slots()).as(next).isEqualTo(whole.get().slots());
        assertThat(withoutSums(helped.get())).as(next).isEqualTo(withoutSums(whole.get()));
        assertThatWritingTellsWhatWasWritten(helped.get(), next);
        before = helped.get();
        text = next;
      }
    }
  }

  private static Optional<RegistryText> parsed(String text, @Nullable RegistryText before)
      throws IOException {
    // As large registries have many parts.
    ContentSums.Summing sums = new ContentSums.Summing(PART_BYTES);
    byte[] bytes = text.getBytes(UTF_8);
    sums.add(bytes, 0, bytes.length);
    try {
      return Optional.of(RegistryParser.parse(source(text), sums.sums(), before));
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }

  private static ByteSource source(String text) {
    return ByteSource.of(text.getBytes(UTF_8));
  }

  private static List<Object> withoutSums(RegistryText text) {
    return List.of(text.slots(), text.start(), text.end(), text.tail());
  }

  private static void assertThatWritingTellsWhatWasWritten(RegistryText text, String from)
      throws IOException, UnreadableFileException {
    List<RegistryText.Slot> kept = new ArrayList<>(text.slots());
    for (byte[] added : ADDED) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      RegistryText written = RegistryWriter.write(text, source(from), out, kept, List.of(added));
      assertThat(written)
          .as(from)
          .isEqualTo(RegistryParser.parse(ByteSource.of(out.toByteArray())));
      if (!kept.isEmpty()) {
        kept.remove(kept.size() / 2);
      }
    }
  }
}
