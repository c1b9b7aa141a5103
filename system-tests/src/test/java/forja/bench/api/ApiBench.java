package forja.bench.api;

import forja.bench.farm.CleanUp;
import forja.bench.farm.TemporaryFolder;
import forja.bench.figure.ApiFigures;
import forja.bench.figure.ApiRate;
import forja.bench.figure.Floor;
import forja.bench.figure.Latency;
import forja.bench.figure.Surroundings;
import forja.common.wire.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From one run: how many requests a second the api answers, and how fast, with and without asking
 * who wants to know.
 */
public final class ApiBench {
  /** So much is left of what an api does that asks nobody and keeps no audit. */
  private static final double PROMISED = 0.85;

  private final ApiOptions options;
  private final ApiSize size;
  private final CleanUp cleanUp;

  public ApiBench(ApiOptions options, CleanUp cleanUp) {
    this.options = options;
    this.size = ApiSize.of(options);
    this.cleanUp = cleanUp;
  }

  /** Whether all that was promised is kept. */
  public boolean run() throws Exception {
    var before = Surroundings.now();
    say("starting broker, database and two apis");
    var folder = cleanUp.later(TemporaryFolder.create()).path();
    var farm = ApiFarm.start(cleanUp, folder, size.jobs());
    try {
      return report(figures(before, measured(farm)));
    } catch (Exception failure) {
      if (!cleanUp.wasInterrupted()) {
        for (var program : farm.programs().programs()) {
          System.err.println(program.name() + program.lastWords());
        }
      }
      throw failure;
    }
  }

  private List<Asking> measured(ApiFarm farm) throws IOException {
    var askings =
        Stream.of(Question.values())
            .flatMap(question ->
                Stream.of(Guard.values())
                    .map(guard -> new Asking(question, guard, farm, size.connections())))
            .toList();
    say("warming up for %d s each".formatted(size.warmUp().toSeconds()));
    for (var asking : askings) {
      asking.warmUp(size.warmUp());
    }
    for (int round = 1; round <= size.rounds(); round++) {
      say("round %d of %d".formatted(round, size.rounds()));
      for (var asking : order(askings, round)) {
        asking.turn(size.turn());
      }
    }
    return askings;
  }

  /** Every guard comes first as often as last: the machine may become slower or faster. */
  private static List<Asking> order(List<Asking> askings, int round) {
    var order = new ArrayList<Asking>();
    var guards = Guard.values().length;
    for (int first = 0; first < askings.size(); first += guards) {
      var ofOneQuestion = new ArrayList<>(askings.subList(first, first + guards));
      Collections.rotate(ofOneQuestion, round);
      order.addAll(round % 2 == 0 ? ofOneQuestion : ofOneQuestion.reversed());
    }
    return order;
  }

  private static ApiFigures figures(Surroundings before, List<Asking> askings) throws IOException {
    var rates = new ArrayList<ApiRate>();
    var floors = new ArrayList<Floor>();
    for (var question : Question.values()) {
      var ofIt =
          askings.stream()
              .filter(asking -> asking.question() == question)
              .collect(Collectors.toMap(Asking::guard, Function.identity()));
      for (var guard : Guard.values()) {
        rates.add(rate(asking(ofIt, guard)));
        if (guard != Guard.NONE) {
          floors.addAll(floors(asking(ofIt, guard), asking(ofIt, Guard.NONE)));
        }
      }
    }
    return new ApiFigures(before, Surroundings.loadAverageNow(), rates, floors);
  }

  private static Asking asking(Map<Guard, Asking> askings, Guard guard) {
    return Objects.requireNonNull(askings.get(guard));
  }

  private static ApiRate rate(Asking asking) {
    return new ApiRate(
        asking.question().words(), asking.guard().words(), asking.perSecond(), latency(asking));
  }

  private static Latency latency(Asking asking) {
    return Latency.of(asking.question().words(), asking.took());
  }

  private static List<Floor> floors(Asking guarded, Asking open) {
    var what = guarded.question().words() + ", " + guarded.guard().words();
    return List.of(
        Floor.atLeast(
            what + ": requests/s against none", PROMISED, guarded.perSecond() / open.perSecond()),
        Floor.atLeast(
            what + ": p99 of none against it",
            PROMISED,
            latency(open).p99() / latency(guarded).p99()));
  }

  private boolean report(ApiFigures figures) throws IOException {
    System.out.print(new ApiTable(figures).text());
    if (options.json().isPresent()) {
      var file = options.json().get();
      Wire.json().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
      say("the figures stand in " + file);
    }
    return figures.allFloorsMet();
  }

  private static void say(String sentence) {
    System.err.println("forja: bench: " + sentence);
  }
}
