package dev.parley.core.mailbox;

/**
 * Where every message went, counted since the mailbox was made.
 *
 * <p>Exact when nobody is offering and nobody is handling; at other moments the figures may be a
 * few messages apart.
 *
 * @param offered all messages that anybody offered
 * @param accepted those that entered the mailbox
 * @param refusedFull those refused because there was no room
 * @param refusedClosed those refused because the mailbox was closed
 * @param handled those whose handler returned
 * @param failed those whose handler threw
 * @param evicted those that made room for newer ones
 * @param deadLettered those still queued when the owner stopped
 * @param stashed those that the owner has put aside for later
 * @param queued those that wait now
 * @param running those being handled now
 */
public record Accounts(
    long offered,
    long accepted,
    long refusedFull,
    long refusedClosed,
    long handled,
    long failed,
    long evicted,
    long deadLettered,
    long stashed,
    long queued,
    long running) {
  /** The accounts of nobody: what a sum starts from. */
  public static final Accounts NONE = new Accounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * Whether no message is unaccounted for.
   *
   * @return true if both sums hold: offered = accepted + refused, and accepted = handled + failed +
   *     evicted + dead-lettered + stashed + queued + running
   */
  public boolean balanced() {
    return offered == accepted + refusedFull + refusedClosed
        && accepted == handled + failed + evicted + deadLettered + stashed + queued + running;
  }

  /**
   * Adds two accounts, figure by figure.
   *
   * @param other the accounts to add
   * @return the sum
   */
  public Accounts plus(Accounts other) {
    return new Accounts(
        offered + other.offered,
        accepted + other.accepted,
        refusedFull + other.refusedFull,
        refusedClosed + other.refusedClosed,
        handled + other.handled,
        failed + other.failed,
        evicted + other.evicted,
        deadLettered + other.deadLettered,
        stashed + other.stashed,
        queued + other.queued,
        running + other.running);
  }
}
