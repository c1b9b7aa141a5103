package forja.api.store;

import forja.api.ledger.LedgerDatabase;
import forja.api.ledger.LedgerUnavailable;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.StatelessSession;
import org.hibernate.Transaction;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Opens sessions, each for one customer whose rows are all that it can see. What Hibernate throws
 * ends here.
 */
final class Sessions {
  private static final int MOST_TRIES = 20;
  private static final String UNIQUE_VIOLATION = "23505";

  /** Indexes over names: as PostgreSQL calls that of a table like {@code item}, or as we do. */
  private static final Pattern NAMES = Pattern.compile(".*(_lower_.*|_name(_key)?)");

  private final SessionFactory factory;

  Sessions(SessionFactory factory) {
    this.factory = factory;
  }

  <T> T read(int customer, Function<StatelessSession, T> work) {
    return again(() -> {
      try (var session = open(customer)) {
        return work.apply(session);
      }
    });
  }

  /** One transaction; the work is done again when somebody else was faster. */
  <T> T write(int customer, Function<StatelessSession, T> work) {
    return again(() -> {
      try (var session = open(customer)) {
        var transaction = session.beginTransaction();
        try {
          T answer = work.apply(session);
          transaction.commit();
          return answer;
        } catch (RuntimeException failed) {
          rollback(transaction, failed);
          throw failed;
        }
      }
    });
  }

  private StatelessSession open(int customer) {
    return factory
        .withStatelessOptions()
        .tenantIdentifier(Integer.valueOf(customer))
        .openStatelessSession();
  }

  private static void rollback(Transaction transaction, RuntimeException failed) {
    try {
      if (transaction.isActive()) {
        transaction.rollback();
      }
    } catch (RuntimeException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }

  private static <T> T again(Supplier<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (RuntimeException failed) {
        if (!isLostRace(failed)) {
          throw meaning(failed);
        }
        if (tries == MOST_TRIES) {
          throw new LedgerUnavailable("too many change the same at once", failed);
        }
      }
    }
  }

  private static boolean isLostRace(RuntimeException failed) {
    return cause(failed, StaleStateException.class).isPresent()
        || cause(failed, JDBCException.class)
            .filter(sql -> LedgerDatabase.isLostRace(sql.getSQLException()))
            .isPresent();
  }

  private static RuntimeException meaning(RuntimeException failed) {
    return cause(failed, JDBCException.class)
        .map(sql ->
            isNameTaken(sql)
                ? new NameTaken(failed)
                : LedgerDatabase.meaning(sql.getSQLException()))
        .orElse(failed);
  }

  private static boolean isNameTaken(JDBCException sql) {
    return sql instanceof ConstraintViolationException violation
        && UNIQUE_VIOLATION.equals(sql.getSQLState())
        && NAMES.matcher(String.valueOf(violation.getConstraintName())).matches();
  }

  private static <X extends Throwable> Optional<X> cause(Throwable thrown, Class<X> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }
}
