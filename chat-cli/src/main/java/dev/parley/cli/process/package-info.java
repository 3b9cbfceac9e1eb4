/** Further JVMs that run parts of this program. */
package dev.parley.cli.process;
