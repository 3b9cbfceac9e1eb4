/** Text from others, made fit to be shown. */
package dev.parley.cli.text;
