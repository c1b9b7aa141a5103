package forja.common.secret;

import forja.common.job.Require;
import java.util.List;
import java.util.regex.Pattern;

/** What a secret may be called, and how many of them a job may name. */
public final class SecretName {
  public static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
  public static final int MOST_OF_A_JOB = 16;

  private SecretName() {}

  /** The check of a spec that names secrets in this field. */
  public static List<String> require(List<String> names, String field) {
    Require.that(
        names.size() <= MOST_OF_A_JOB, field, "must name at most " + MOST_OF_A_JOB + " secrets");
    for (var name : names) {
      Require.that(
          name != null && FORM.matcher(name).matches(),
          field,
          "must be names of secrets (lower-case letters, digits, '.', '_' and '-'), found " + name);
    }
    Require.that(
        names.stream().distinct().count() == names.size(), field, "must not name one twice");
    return List.copyOf(names);
  }
}
