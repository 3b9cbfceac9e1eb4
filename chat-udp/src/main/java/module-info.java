import org.jspecify.annotations.NullMarked;

/** Rooms linked by UDP: one virtual thread sends, one receives, and the rest needs no socket. */
@NullMarked
module dev.parley.udp {
  requires static transitive org.jspecify;
  requires transitive dev.parley.core;
  requires jdk.net;
  requires org.slf4j;

  exports dev.parley.udp;
  exports dev.parley.udp.plain;
  exports dev.parley.udp.sealed;
}
