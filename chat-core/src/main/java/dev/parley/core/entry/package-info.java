/** What is said in a room, as it is kept and passed on. */
package dev.parley.core.entry;
