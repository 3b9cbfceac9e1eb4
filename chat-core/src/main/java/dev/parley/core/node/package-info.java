/** The chat domain as one object: {@link dev.parley.core.node.ChatNode}. */
package dev.parley.core.node;
