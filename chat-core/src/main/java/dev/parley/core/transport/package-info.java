/**
 * How rooms reach each other: the interface that every transport implements, and the transport
 * inside one process.
 */
package dev.parley.core.transport;
