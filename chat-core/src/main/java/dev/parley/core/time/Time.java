package dev.parley.core.time;

/** The clocks and the timers that belong together: what makes time pass for a program. */
public interface Time extends Clock, Timers {}
