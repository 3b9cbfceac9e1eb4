/** The program off a terminal: lines in, lines or JSON out. */
package dev.parley.cli.pipe;
