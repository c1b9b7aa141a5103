package forja.bench.cpu;

import forja.bench.profile.Jcmd;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The full names of a JVM's threads: the kernel keeps 15 letters of each, which tell too little.
 */
final class ThreadNames {
  private static final Pattern THREAD = Pattern.compile("^\"(.*)\".* nid=(0x[0-9a-f]+|[0-9]+) .*");

  private ThreadNames() {}

  static Map<Long, String> of(long pid) throws IOException, InterruptedException {
    var names = new HashMap<Long, String>();
    Jcmd.run(pid, "Thread.print")
        .lines()
        .map(THREAD::matcher)
        .filter(Matcher::matches)
        .forEach(thread -> names.put(Long.decode(thread.group(2)), thread.group(1)));
    return names;
  }
}
