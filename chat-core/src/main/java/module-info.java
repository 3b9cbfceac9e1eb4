import org.jspecify.annotations.NullMarked;

/**
 * The actor library and the chat domain on top of it: mailboxes, actors, rooms, the transport
 * interface and {@link dev.parley.core.node.ChatNode}, which an embedding program opens. It knows
 * no socket and no file, and needs nothing but slf4j-api at run time.
 */
@NullMarked
module dev.parley.core {
  requires static transitive org.jspecify;
  requires static org.junit.jupiter.api;
  requires jdk.jfr;
  requires org.slf4j;

  exports dev.parley.core.actor;
  exports dev.parley.core.entry;
  exports dev.parley.core.history;
  exports dev.parley.core.identity;
  exports dev.parley.core.mailbox;
  exports dev.parley.core.node;
  exports dev.parley.core.room;
  exports dev.parley.core.testkit;
  exports dev.parley.core.testkit.junit;
  exports dev.parley.core.time;
  exports dev.parley.core.transport;
}
