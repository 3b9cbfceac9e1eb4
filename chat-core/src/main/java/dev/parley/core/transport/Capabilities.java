package dev.parley.core.transport;

/**
 * What a transport promises of its links.
 *
 * @param secure the other end is authenticated, and nobody between can read or change a frame
 * @param ordered frames arrive in order, each once, while the link is up
 * @param receipts the room at the other end confirms what it has applied
 * @param maxFrame the longest text that one frame carries, in encoded bytes
 * @param textOnly links carry bare lines and no entries: every peer is a guest
 */
public record Capabilities(
    boolean secure, boolean ordered, boolean receipts, int maxFrame, boolean textOnly) {}
