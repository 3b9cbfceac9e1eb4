/**
 * A room: what was said, who hears it, and how far each of them is. {@link
 * dev.parley.core.room.RoomState} decides everything and touches nothing; an {@code ActorRoom} or a
 * {@code LockRoom} guards it; {@code RoomEffects} carries out what it decided.
 */
package dev.parley.core.room;
