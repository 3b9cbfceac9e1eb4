package dev.parley.core.transport;

import dev.parley.core.actor.ActorSystem;
import dev.parley.core.identity.PeerId;

/**
 * What a transport is given to work with.
 *
 * @param system gives it actors, threads, time and entropy
 * @param self who we are
 * @param sink where its events go
 */
public record TransportContext(ActorSystem system, PeerId self, TransportSink sink) {}
