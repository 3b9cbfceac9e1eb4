/** The files of one identity: its folder, its lock, its log. */
package dev.parley.cli.profile;
