/** The program on a terminal: a prompt, and above it what arrives. */
package dev.parley.cli.terminal;
