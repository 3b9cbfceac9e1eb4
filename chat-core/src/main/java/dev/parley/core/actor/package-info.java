/**
 * Actors: objects that own their state, handle one message at a time, and are reached only through
 * their mailbox.
 */
package dev.parley.core.actor;
