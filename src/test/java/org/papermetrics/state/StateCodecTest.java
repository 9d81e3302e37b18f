package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/** A value that was encoded is decoded as it was. */
class StateCodecTest {
  private static <T> T again(T value, Class<T> type) throws IOException {
    return StateCodec.decode(StateCodec.encode(value), type);
  }

  @Property(tries = 300)
  void aCurveKeepsEveryBit(
      @ForAll @Size(max = 20) Set<Integer> positions, @ForAll @Size(20) List<Double> values)
      throws IOException {
    Curve.Builder builder = new Curve.Builder();
    for (int position : new TreeSet<>(positions)) {
      int i = builder.size();
      builder.add(position, values.get(i), values.get(values.size() - 1 - i));
    }
    Curve curve = builder.build();
    Curve decoded = again(curve, Curve.class);
    assertThat(decoded).isEqualTo(curve);
    for (int i = 0; i < curve.size(); i++) {
      assertThat(Double.doubleToRawLongBits(decoded.loss(i)))
          .isEqualTo(Double.doubleToRawLongBits(curve.loss(i)));
    }
  }

  @Property(tries = 300)
  void aTextMayHaveAnyCharacters(@ForAll @NotEmpty String text) throws IOException {
    Removal removal = Removal.of(new RunKey(text), null);
    assertThat(again(removal, Removal.class)).isEqualTo(removal);
    assertThat(StateCodec.key(removal.key())).matches("\\p{ASCII}*");
  }

  @Test
  void aPathMayHaveAnyBytes() throws IOException {
    Path path = Path.of(URI.create("file:///data/%FF%FE%20a%25"));
    assertThat(again(path, Path.class)).isEqualTo(path);
    assertThat(again(Path.of("a b"), Path.class)).isEqualTo(Path.of("a b"));
    assertThat(StateCodec.key(path)).isNotEqualTo(StateCodec.key(Path.of(path.toString())));
  }

  @Test
  void aDocumentThatIsCutOffIsRefused() {
    byte[] document = StateCodec.encode(RunDocument.of(Kept.run("a", 1), "config", "1"));
    for (int length = 0; length < document.length; length++) {
      byte[] cut = Arrays.copyOf(document, length);
      assertThatThrownBy(() -> StateCodec.decode(cut, RunDocument.class))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aDocumentOfAnotherShapeIsRefused() {
    for (String json :
        List.of("{}", "[]", "1", "\"x\"", "{\"key\":{\"value\":\"\"},\"results\":null}", "{} {}")) {
      assertThatThrownBy(
              () ->
                  StateCodec.decode(
                      json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Removal.class))
          .as(json)
          .isInstanceOf(IOException.class);
    }
  }
}
