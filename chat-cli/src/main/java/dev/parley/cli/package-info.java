/** Where the program begins: the command line. */
package dev.parley.cli;
