package forja.api.ledger;

/**
 * One sort of thing that customers own and that goes with them. Each part that stores something for
 * a customer has one, and all of them stand in the list that the farewell of a customer goes
 * through.
 */
public interface Belongings {

  /** What it is called where the farewell tells how far it is, in the plural. */
  String name();

  /**
   * Removes some of it, so few that it does not take long; says how many. Does no harm when it runs
   * twice, or at the same time in two places.
   */
  long remove(Customer customer);

  /** How many there are left, as far as that can be counted without much effort. */
  long left(Customer customer);
}
