/** The lessons on threads as experiments: each does for real what it talks of, and measures it. */
package dev.parley.cli.lab;
