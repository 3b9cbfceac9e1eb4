/**
 * An authoritative online-game server: a sample of what the actor library is for. Players are
 * actors, the world belongs to one, and time comes in ticks.
 */
package dev.parley.cli.lab.game;
