/** One run of the program: what the terminal and the pipe have in common. */
package dev.parley.cli.session;
