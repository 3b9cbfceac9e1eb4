/** Why nobody is found: a look at this machine's network, in plain words. */
package dev.parley.cli.doctor;
