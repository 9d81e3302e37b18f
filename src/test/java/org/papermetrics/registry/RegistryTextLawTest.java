package org.papermetrics.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.UnreadableFileException;

/** A registry that is parsed with the help of an earlier version is what it is without. */
class RegistryTextLawTest {
  private static final String TEXT =
      "{\"a\": [1], \"runs\": [{\"checkpoint_path\": \"/a\", \"results_file\": \"/é\"},\n  {\"x\": []},"
          + " {\"checkpoint_path\": \"/b\"} , 12, {\"checkpoint_path\": \"/c\"}], \"b\": {\"runs\": []}}";

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
    RegistryText before = RegistryText.parse(TEXT.getBytes(UTF_8));
    String text = TEXT;
    for (Splice splice : splices) {
      // Most changes of a text that is none leave it so.
      String next = splice.apply(text);
      Optional<RegistryText> whole = parsed(next, null);
      Optional<RegistryText> helped = parsed(next, before);
      assertThat(helped.isPresent()).as(next).isEqualTo(whole.isPresent());
      if (whole.isPresent()) {
        assertThat(helped.get().slots()).as(next).isEqualTo(whole.get().slots());
        assertThat(written(helped.get())).as(next).isEqualTo(written(whole.get()));
        before = helped.get();
        text = next;
      }
    }
  }

  private static Optional<RegistryText> parsed(String text, @Nullable RegistryText before) {
    byte[] bytes = text.getBytes(UTF_8);
    try {
      return Optional.of(
          before == null ? RegistryText.parse(bytes) : RegistryText.parse(bytes, before));
    } catch (UnreadableFileException e) {
      return Optional.empty();
    }
  }

  private static String written(RegistryText text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text.write(out, new ArrayList<>(text.slots()), List.of());
    return out.toString(UTF_8);
  }
}
