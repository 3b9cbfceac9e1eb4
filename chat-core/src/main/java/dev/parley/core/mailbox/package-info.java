/**
 * Where messages wait: a bounded queue, and the mailbox that adds outcomes, policies and accounts.
 */
package dev.parley.core.mailbox;
