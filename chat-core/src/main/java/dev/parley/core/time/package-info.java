/** What a program may not take from its surroundings unasked: time, timers and randomness. */
package dev.parley.core.time;
