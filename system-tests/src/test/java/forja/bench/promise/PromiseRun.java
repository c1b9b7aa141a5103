package forja.bench.promise;

import forja.bench.figure.PartFigures;

/** Measures one part on a farm that stands. */
record PromiseRun(PromiseFarm farm, PromiseSize size) {

  PartFigures measure(PromisePart part) throws Exception {
    return switch (part) {
      case IDLE -> new StartDelay(farm, size).idle();
      case BEHIND -> new StartDelay(farm, size).behind();
      case LOG -> new LogDelay(farm, size).measure();
      case FAIR -> new FairWait(farm, size).fair();
      case NEIGHBOUR -> new FairWait(farm, size).neighbour();
      case SHARES -> new CustomerShares(farm, size).measure();
      case CANCEL -> new CancelDelay(farm, size).measure();
      case KILLED -> new RestartDelay(farm, size).killed();
      case FROZEN -> new RestartDelay(farm, size).frozen();
      case LOCK -> new LockGuard(farm, size).measure();
      case JAM -> new BacklogRatio(farm, size).jam();
      case MILLION -> new BacklogRatio(farm, size).million();
    };
  }
}
