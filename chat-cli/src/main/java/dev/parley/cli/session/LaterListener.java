package dev.parley.cli.session;

import dev.parley.core.room.RoomEvent;
import dev.parley.core.room.RoomListener;
import java.util.concurrent.CompletableFuture;

/** Lets events wait in its mailbox until it is known who is to have them. */
final class LaterListener implements RoomListener {
  private final CompletableFuture<RoomListener> listener = new CompletableFuture<>();

  void become(RoomListener real) {
    listener.complete(real);
  }

  @Override
  public void on(RoomEvent event) {
    listener.join().on(event);
  }

  @Override
  public void batchEnd() {
    listener.join().batchEnd();
  }
}
