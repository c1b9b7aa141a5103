package forja.bench.cpu;

import java.util.regex.Pattern;

/** Threads that do the same work have names that differ by a number; together they are a group. */
final class ThreadGroups {
  private static final Pattern OF_ARTEMIS =
      Pattern.compile(".*\\((?:ActiveMQ|activemq)-([a-zA-Z-]+).*");
  private static final Pattern NUMBERS = Pattern.compile("[-#@ ]*[0-9a-f]*[0-9][0-9a-f]*\\b");

  private ThreadGroups() {}

  static String of(String thread) {
    if (thread.startsWith("C1 ") || thread.startsWith("C2 ") || thread.startsWith("Sweeper")) {
      return "JIT " + thread.substring(0, 2);
    }
    if (thread.startsWith("GC ") || thread.startsWith("G1 ")) {
      return "GC";
    }
    if (thread.startsWith("VM ")) {
      return "VM";
    }
    if (thread.startsWith("ForkJoinPool-1-worker") || thread.startsWith("VirtualThread-")) {
      return "virtual threads";
    }
    var artemis = OF_ARTEMIS.matcher(thread);
    return artemis.matches()
        ? "artemis " + artemis.group(1).replaceAll("-+$", "")
        : NUMBERS.matcher(thread).replaceAll("").strip();
  }
}
