package forja.common.secret;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All patterns at once, as Aho and Corasick find them: one step for each character of a text,
 * however many patterns there are. Of a pattern that is longer than the tree is deep, the tree
 * holds the head, and a {@link LongPattern} the rest.
 */
final class PatternTree {
  static final int ROOT = 0;
  static final int DEEPEST = 128;

  private static final int NONE = 0;
  private static final int QUICK = 128;

  private final int[] quick = new int[QUICK];
  private final char[] letter;
  private final int[] firstChild;
  private final int[] sibling;
  private final int[] fallback;
  private final int[] longest;
  private final short[] depth;
  private final Map<Integer, List<LongPattern>> heads = new HashMap<>();
  private int nodes = 1;

  PatternTree(Collection<String> patterns) {
    int most = 1 + patterns.stream().mapToInt(pattern -> Math.min(pattern.length(), DEEPEST)).sum();
    this.letter = new char[most];
    this.firstChild = new int[most];
    this.sibling = new int[most];
    this.fallback = new int[most];
    this.longest = new int[most];
    this.depth = new short[most];
    patterns.forEach(this::add);
    connect();
  }

  private void add(String pattern) {
    int node = ROOT;
    for (int at = 0; at < Math.min(pattern.length(), DEEPEST); at++) {
      int next = child(node, pattern.charAt(at));
      node = next == NONE ? grow(node, pattern.charAt(at)) : next;
    }
    longest[node] = depth[node];
    if (pattern.length() > DEEPEST) {
      heads.computeIfAbsent(node, _ -> new ArrayList<>()).add(new LongPattern(pattern));
    }
  }

  private int grow(int parent, char next) {
    int node = nodes++;
    letter[node] = next;
    depth[node] = (short) (depth[parent] + 1);
    sibling[node] = firstChild[parent];
    firstChild[parent] = node;
    if (parent == ROOT && next < QUICK) {
      quick[next] = node;
    }
    return node;
  }

  /** By growing depth, so that what a node falls back to is known before the node is. */
  private void connect() {
    var open = new ArrayDeque<Integer>();
    open.add(ROOT);
    while (!open.isEmpty()) {
      int node = open.remove();
      for (int child = firstChild[node]; child != NONE; child = sibling[child]) {
        fallback[child] = node == ROOT ? ROOT : step(fallback[node], letter[child]);
        longest[child] = Math.max(longest[child], longest[fallback[child]]);
        open.add(child);
      }
    }
  }

  /** Where the text stands after one more character. */
  int step(int node, char next) {
    for (int from = node; ; from = fallback[from]) {
      int to = child(from, next);
      if (to != NONE || from == ROOT) {
        return to;
      }
    }
  }

  private int child(int node, char next) {
    if (node == ROOT && next < QUICK) {
      return quick[next];
    }
    int child = firstChild[node];
    while (child != NONE && letter[child] != next) {
      child = sibling[child];
    }
    return child;
  }

  /** How many of the last characters may be the begin of a pattern. */
  int depth(int node) {
    return depth[node];
  }

  /** How many of the last characters are a pattern, or the head of a long one; 0 for none. */
  int longest(int node) {
    return longest[node];
  }

  /** The long patterns whose head ends here. */
  List<LongPattern> heads(int node) {
    return depth[node] == DEEPEST ? heads.getOrDefault(node, List.of()) : List.of();
  }
}
