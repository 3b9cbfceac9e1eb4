package dev.parley.cli.pipe;

import dev.parley.cli.text.HarmlessText;
import dev.parley.cli.text.Names;
import dev.parley.core.identity.PeerId;
import dev.parley.core.room.RoomEvent;
import dev.parley.core.transport.Origin;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;

/** Lines for people: {@code 127.0.0.1:7788: hi}. */
final class TextOutput implements EventOutput {
  private final Origin own;
  private final Names names = new Names();
  private final BufferedWriter out;

  TextOutput(OutputStream out, Charset charset, PeerId self) {
    this.own = new Origin.Member(self);
    this.out = new BufferedWriter(new OutputStreamWriter(out, charset));
  }

  @Override
  public void write(RoomEvent event) throws IOException {
    names.learn(event);
    if (event instanceof RoomEvent.Left(var link, var who, var reason)) {
      names.forget(who);
    }
    if (event instanceof RoomEvent.Said(var from, var line, var at, var linked)
        && !from.equals(own)) {
      out.write(
          names.of(from) + (linked ? ": " : " (stranger): ") + HarmlessText.of(line.text()) + "\n");
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
