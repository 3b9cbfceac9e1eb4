package dev.parley.core.mailbox;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a mailbox that did not go straight from its queue to their handler: those put
 * aside, and the counts of all others. Most mailboxes never have any. The owner's; others see it
 * once the owner rests.
 *
 * @param <M> the type of the messages
 */
final class Detours<M> {
  private ArrayDeque<Node<M>> stash = new ArrayDeque<>();
  private ArrayDeque<Node<M>> unstashed = new ArrayDeque<>();

  /** How many never waited. */
  long direct;

  long failed;
  long deadLettered;

  int stashed() {
    return stash.size();
  }

  int unstashed() {
    return unstashed.size();
  }

  void stash(Node<M> message) {
    stash.addLast(message);
  }

  @Nullable Node<M> pollUnstashed() {
    return unstashed.pollFirst();
  }

  void unstashAll() {
    if (unstashed.isEmpty()) {
      var none = unstashed;
      unstashed = stash;
      stash = none;
      return;
    }
    // What was stashed while unstashed messages waited is one of those, and came before the rest.
    while (!stash.isEmpty()) {
      unstashed.addFirst(stash.removeLast());
    }
  }
}
