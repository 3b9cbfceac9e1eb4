/** Tests across modules and of the packaged program. */
@NullMarked
package dev.parley.integration;

import org.jspecify.annotations.NullMarked;
