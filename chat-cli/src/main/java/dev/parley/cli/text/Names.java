package dev.parley.cli.text;

import dev.parley.core.identity.Nick;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.transport.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What to call people on a screen: the nick that they gave themselves, and always the beginning of
 * their identity behind it, for anybody may take any nick. Knows those who are linked. Not safe for
 * use by many threads.
 */
public final class Names {
  private final Map<Origin, Nick> nicks = new HashMap<>();

  /** Makes one that knows nobody. */
  public Names() {}

  /** Learns from an event of the room. */
  public void learn(RoomEvent event) {
    if (event instanceof RoomEvent.Named(var link, var who, var nick)) {
      nicks.put(who, nick);
    }
  }

  /** Forgets somebody who has left, once that has been told. */
  public void forget(Origin who) {
    nicks.remove(who);
  }

  /** What somebody calls himself, as he wrote it. */
  public Optional<Nick> nick(Origin who) {
    return Optional.ofNullable(nicks.get(who));
  }

  /** What to call somebody on a screen. */
  public String of(Origin who) {
    return label(who, nick(who));
  }

  /** What to call somebody with a nick, or without. */
  public static String label(Origin who, Optional<Nick> nick) {
    return nick.map(called -> HarmlessText.of(called.text()) + "~" + who).orElseGet(who::toString);
  }
}
