package forja.common.secret;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A text that goes by in pieces, with values masked that a piece may hold only a part of. Keeps
 * back no more than what may be the begin of a value. Not for several threads at once.
 */
public final class MaskedText {
  private final PatternTree tree;
  private final StringBuilder held = new StringBuilder();
  private final Map<LongPattern, Integer> followed = new HashMap<>();
  private BitSet hidden = new BitSet();
  private int node = PatternTree.ROOT;
  private boolean inMask;

  MaskedText(PatternTree tree) {
    this.tree = tree;
  }

  /** What can be told by now. */
  public String feed(String piece) {
    for (int at = 0; at < piece.length(); at++) {
      read(piece.charAt(at));
    }
    return tell(held.length() - tree.depth(node));
  }

  /** The rest: nothing comes any more that could complete a value. */
  public String finish() {
    node = PatternTree.ROOT;
    followed.clear();
    return tell(held.length());
  }

  private void read(char next) {
    held.append(next);
    int end = held.length();
    node = tree.step(node, next);
    if (!followed.isEmpty()) {
      follow(next, end);
    }
    int longest = tree.longest(node);
    if (longest > 0) {
      hidden.set(end - longest, end);
      tree.heads(node).forEach(pattern -> followed.putIfAbsent(pattern, PatternTree.DEEPEST));
    }
  }

  /** What was matched up to here is hidden already, so each step hides one character more. */
  private void follow(char next, int end) {
    for (var pattern : new ArrayList<>(followed.keySet())) {
      int matched = pattern.step(followed.get(pattern), next);
      if (matched < PatternTree.DEEPEST) {
        followed.remove(pattern);
      } else {
        followed.put(pattern, matched);
        hidden.set(end - 1);
      }
    }
  }

  private String tell(int end) {
    var told = new StringBuilder(end);
    for (int at = 0; at < end; ) {
      boolean hide = hidden.get(at);
      int next = hide ? hidden.nextClearBit(at) : hidden.nextSetBit(at);
      int stop = next < 0 || next > end ? end : next;
      if (!hide) {
        told.append(held, at, stop);
      } else if (!inMask) {
        told.append(Mask.MASK);
      }
      inMask = hide;
      at = stop;
    }
    hidden = hidden.get(end, held.length());
    held.delete(0, end);
    return told.toString();
  }
}
