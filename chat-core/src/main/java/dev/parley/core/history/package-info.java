/** Where a room keeps its entries. */
package dev.parley.core.history;
