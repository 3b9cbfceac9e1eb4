/**
 * Tests of actors that can be played again: {@link dev.parley.core.testkit.Simulation} runs them
 * one thread at a time, in virtual time, as a seed decides.
 */
package dev.parley.core.testkit;
