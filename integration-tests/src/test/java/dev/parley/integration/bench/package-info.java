/**
 * Benchmarks: each workload is written once, and every contestant runs it in turn. {@link
 * dev.parley.integration.bench.Benchmarks} runs them all and compares.
 */
@NullMarked
package dev.parley.integration.bench;

import org.jspecify.annotations.NullMarked;
