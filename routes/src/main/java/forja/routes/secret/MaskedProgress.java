package forja.routes.secret;

import forja.common.job.Progress;
import forja.common.job.Text;
import forja.common.secret.Mask;
import forja.common.secret.MaskedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what an executor tells, without the values of secrets; one of several lines is found, too.
 */
final class MaskedProgress implements Progress {
  private final Progress progress;
  private final Mask mask;
  private final MaskedText text;
  private final StringBuilder line = new StringBuilder();

  MaskedProgress(Progress progress, Mask mask) {
    this.progress = progress;
    this.mask = mask;
    this.text = mask.begin();
  }

  @Override
  public void reached(int percent, String message) {
    progress.reached(percent, mask.text(Text.storable(message)));
  }

  /** A writer may have to wait for its reader: that must keep nobody else from the mask. */
  @Override
  public void log(String said) {
    linesOf(Text.storable(said) + "\n").forEach(progress::log);
  }

  private synchronized List<String> linesOf(String piece) {
    return complete(text.feed(piece));
  }

  void finish() {
    rest().forEach(progress::log);
  }

  private synchronized List<String> rest() {
    var lines = complete(text.finish());
    if (!line.isEmpty()) {
      lines.add(line.toString());
      line.setLength(0);
    }
    return lines;
  }

  private List<String> complete(String piece) {
    line.append(piece);
    var lines = new ArrayList<String>();
    int begin = 0;
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n", begin)) {
      lines.add(line.substring(begin, end));
      begin = end + 1;
    }
    line.delete(0, begin);
    return lines;
  }
}
