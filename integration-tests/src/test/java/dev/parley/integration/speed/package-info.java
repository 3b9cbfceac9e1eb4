/**
 * How fast the sealed link is, against rivals in processes of their own: {@link
 * dev.parley.integration.speed.SpeedTable} runs them all and writes the table.
 */
@NullMarked
package dev.parley.integration.speed;

import org.jspecify.annotations.NullMarked;
