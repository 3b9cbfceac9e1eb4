/** One suite for both guards and every transport. */
@NullMarked
package dev.parley.integration.conformance;

import org.jspecify.annotations.NullMarked;
