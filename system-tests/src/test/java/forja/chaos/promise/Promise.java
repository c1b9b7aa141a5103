package forja.chaos.promise;

import forja.chaos.history.History;
import java.util.List;
import java.util.stream.Stream;

/** Something that holds for every history of a farm, whatever happened to it. */
public interface Promise {
  /** All of them; a drill holds its history against each. */
  List<Promise> ALL =
      List.of(
          new FinalOnce(),
          new OneJobPerKey(),
          new EndsExplained(),
          new EffectsExist(),
          new OneEffectAtATime(),
          new LocksHold(),
          new TargetsFenced(),
          new StoppedWhenFinal(),
          new ChildrenDieWithWorkers(),
          new EventsHeardOnce(),
          new NothingLeft());

  /** As a sentence. */
  String says();

  Stream<Breach> breaches(History history);
}
