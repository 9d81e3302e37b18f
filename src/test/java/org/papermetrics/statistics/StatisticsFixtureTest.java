package org.papermetrics.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Curve;
import org.papermetrics.model.PrefixPerplexities;

/**
 * The numbers of {@code wire/statistics.json}, which {@code src/test/scripts/statistics.py} makes
 * in 50 digits and which the page's tests read, too.
 */
class StatisticsFixtureTest {
  private static final double CLOSED_FORM = 1e-12;
  private static final double P = 1e-9;

  @Test
  void anAccuracyHasTheScoreInterval() throws IOException {
    for (JsonNode one : cases("wilson")) {
      Optional<Counts> counts = counts(one);
      if (counts.isEmpty()) {
        assertThat(one.get("low").isNull()).isTrue();
        continue;
      }
      interval(one, Interval.wilson(counts.get()));
      interval(one, Accuracy.of(counts.get()).interval());
    }
  }

  @Test
  void aDifferenceHasNewcombesIntervalAndThePooledTest() throws IOException {
    for (JsonNode one : cases("newcombe")) {
      Optional<Counts> first = counts(one.get("first"));
      Optional<Counts> second = counts(one.get("second"));
      if (first.isEmpty() || second.isEmpty()) {
        assertThat(one.get("p").isNull()).isTrue();
        continue;
      }
      difference(one, Accuracy.of(first.get()).minus(Accuracy.of(second.get())));
    }
  }

  @Test
  void anAverageHasTheIntervalByMover() throws IOException {
    for (JsonNode one : cases("average")) {
      Optional<Accuracy> average = average(one.get("tasks"));
      if (average.isEmpty()) {
        assertThat(one.get("value").isNull()).isTrue();
        continue;
      }
      close(one.get("value"), average.get().value());
      interval(one, average.get().interval());
      close(one.get("standardError"), average.get().standardError());
    }
  }

  @Test
  void averagesAreComparedByMoverAndWithTheVarianceOfEachTask() throws IOException {
    for (JsonNode one : cases("averageDifference")) {
      Optional<Accuracy> first = average(one.get("first"));
      if (first.isEmpty()) {
        assertThat(one.get("p").isNull()).isTrue();
        continue;
      }
      difference(one, first.get().minus(average(one.get("second")).orElseThrow()));
    }
  }

  @Test
  void manyTestsAreAdjustedByHolmAndByBenjaminiHochberg() throws IOException {
    for (JsonNode one : cases("holm")) {
      adjusted(one, Adjustment.HOLM);
    }
    for (JsonNode one : cases("benjaminiHochberg")) {
      adjusted(one, Adjustment.BH);
      assertThat(Adjustment.NONE.adjust(numbers(one.get("p")))).isEqualTo(numbers(one.get("p")));
    }
  }

  @Test
  void whatCouldBeFoundFollowsFromTheVariance() throws IOException {
    for (JsonNode one : cases("detectable")) {
      detectable(
          one,
          Accuracy.of(counts(one.get("first")).orElseThrow()),
          Accuracy.of(counts(one.get("second")).orElseThrow()));
    }
    for (JsonNode one : cases("detectableAverage")) {
      detectable(
          one, average(one.get("first")).orElseThrow(), average(one.get("second")).orElseThrow());
    }
  }

  @Test
  void theBestHasThoseThatCannotBeToldApartFromIt() throws IOException {
    for (JsonNode one : cases("best")) {
      List<Optional<Accuracy>> candidates = new ArrayList<>();
      one.get("candidates").forEach(c -> candidates.add(counts(c).map(Accuracy::of)));
      Optional<Best> best = Best.of(candidates, true, Adjustment.HOLM);
      if (one.get("best").isNull()) {
        assertThat(best).isEmpty();
        continue;
      }
      assertThat(best.orElseThrow().index()).isEqualTo(one.get("best").asInt());
      assertThat(best.get().inseparable())
          .isEqualTo(
              StreamSupport.stream(one.get("inseparable").spliterator(), false)
                  .map(JsonNode::asInt)
                  .toList());
    }
  }

  @Test
  void whereLowerIsBetterTheLowestIsTheBest() {
    List<Optional<Accuracy>> candidates =
        List.of(
            Optional.of(Accuracy.of(new Counts(900, 1000))),
            Optional.of(Accuracy.of(new Counts(100, 1000))),
            Optional.of(Accuracy.of(new Counts(101, 1000))));

    assertThat(Best.of(candidates, false, Adjustment.HOLM)).contains(new Best(1, List.of(2)));
  }

  @Test
  void prefixPerplexityIsOverTheLossOfAllFiles() throws IOException {
    for (JsonNode one : cases("prefixPerplexity")) {
      OptionalDouble value = PrefixPerplexities.at(curves(one), one.get("at").asInt());
      assertThat(value.isPresent()).isEqualTo(!one.get("value").isNull());
      value.ifPresent(v -> relative(one.get("value"), v, CLOSED_FORM));
    }
    for (JsonNode one : cases("lastCommonPosition")) {
      assertThat(PrefixPerplexities.lastCommonPosition(curves(one)))
          .isEqualTo(
              one.get("position").isNull()
                  ? OptionalInt.empty()
                  : OptionalInt.of(one.get("position").asInt()));
    }
  }

  @Test
  void localLossIsThatOfTheTokensBetweenTwoPoints() throws IOException {
    for (JsonNode one : cases("localLoss")) {
      double[] losses =
          LongContext.localLoss(curve(numbers(one.get("positions")), one.get("perplexities")));
      assertThat(losses).hasSize(one.get("losses").size());
      for (int i = 0; i < losses.length; i++) {
        relative(one.get("losses").get(i), losses[i], CLOSED_FORM);
      }
    }
  }

  @Test
  void aTrendIsTheTestOfCochranAndArmitage() throws IOException {
    for (JsonNode one : cases("cochranArmitage")) {
      List<Trend.Checkpoint> checkpoints = new ArrayList<>();
      for (int i = 0; i < one.get("steps").size(); i++) {
        long samples = one.get("samples").get(i).asLong();
        if (samples > 0) {
          checkpoints.add(
              new Trend.Checkpoint(
                  one.get("steps").get(i).asLong(),
                  new Counts(one.get("correct").get(i).asLong(), samples)));
        }
      }
      if (checkpoints.isEmpty()) {
        assertThat(one.get("z").isNull()).isTrue();
        continue;
      }
      Trend trend = Trend.of(checkpoints);
      relative(one.get("z"), trend.z(), CLOSED_FORM);
      relative(one.get("p"), trend.p(), P);
    }
  }

  private static Iterable<JsonNode> cases(String name) throws IOException {
    JsonNode all =
        new ObjectMapper()
            .readTree(Files.readString(Path.of("src/test/resources/wire/statistics.json")))
            .get(name);
    assertThat(all).as(name).isNotEmpty();
    return all;
  }

  private static Optional<Counts> counts(JsonNode counts) {
    long samples = counts.path("samples").asLong();
    return samples == 0
        ? Optional.empty()
        : Optional.of(new Counts(counts.get("correct").asLong(), samples));
  }

  private static Optional<Accuracy> average(JsonNode tasks) {
    List<Counts> counts = new ArrayList<>();
    tasks.forEach(task -> counts(task).ifPresent(counts::add));
    return counts.size() == 4 ? Optional.of(Accuracy.mean(counts)) : Optional.empty();
  }

  private static List<Curve> curves(JsonNode one) {
    List<Curve> curves = new ArrayList<>();
    one.get("curves").forEach(c -> curves.add(curve(numbers(one.get("positions")), c)));
    return curves;
  }

  private static Curve curve(double[] positions, JsonNode perplexities) {
    Curve.Builder curve = new Curve.Builder();
    for (int i = 0; i < perplexities.size(); i++) {
      curve.add((int) positions[i], 1, perplexities.get(i).asDouble());
    }
    return curve.build();
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(n -> n.isNull() ? Double.NaN : n.asDouble())
        .toArray();
  }

  private static void adjusted(JsonNode one, Adjustment adjustment) {
    double[] found = adjustment.adjust(numbers(one.get("p")));
    double[] expected = numbers(one.get("adjusted"));
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(Double.isNaN(found[i])).isEqualTo(Double.isNaN(expected[i]));
      if (!Double.isNaN(found[i])) {
        relative(one.get("adjusted").get(i), found[i], CLOSED_FORM);
      }
    }
  }

  private static void detectable(JsonNode one, Accuracy first, Accuracy second) {
    OptionalDouble found = first.detectable(second);
    assertThat(found.isPresent()).isEqualTo(!one.get("detectable").isNull());
    found.ifPresent(value -> close(one.get("detectable"), value));
  }

  private static void difference(JsonNode one, Difference found) {
    close(one.get("difference"), found.value());
    interval(one, found.interval());
    relative(one.get("z"), found.z(), CLOSED_FORM);
    relative(one.get("p"), found.p(), P);
  }

  private static void interval(JsonNode one, Interval found) {
    close(one.get("low"), found.low());
    close(one.get("high"), found.high());
  }

  private static void close(JsonNode expected, double found) {
    assertThat(expected.isNumber()).isTrue();
    assertThat(found).isCloseTo(expected.asDouble(), within(CLOSED_FORM));
  }

  private static void relative(JsonNode expected, double found, double within) {
    assertThat(expected.isNumber()).isTrue();
    double value = expected.asDouble();
    assertThat(found).isCloseTo(value, within(within * Math.abs(value)));
  }
}
