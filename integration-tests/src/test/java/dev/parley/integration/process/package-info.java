/** The packaged program as child processes, with foreign programs and on a pseudo-terminal. */
@NullMarked
package dev.parley.integration.process;

import org.jspecify.annotations.NullMarked;
