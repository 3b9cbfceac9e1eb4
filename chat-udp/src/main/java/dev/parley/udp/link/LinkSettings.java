package dev.parley.udp.link;

/**
 * What a link may use. Sizes of datagrams are those of the UDP payload.
 *
 * @param maxMessage the longest message, in bytes
 * @param sendBuffer how many bytes wait or are unacknowledged at the most; a power of two
 * @param receiveBuffer how many bytes the peer may send beyond what was taken; a power of two
 * @param overhead by how much sealing makes a payload longer, header included
 * @param datagram the datagrams that every path carries
 * @param largestDatagram the largest that is worth a probe
 */
public record LinkSettings(
    int maxMessage,
    int sendBuffer,
    int receiveBuffer,
    int overhead,
    int datagram,
    int largestDatagram) {
  /** Datagrams that every path carries: 1200 bytes. */
  public static final int DATAGRAM = 1200;

  /** The largest datagrams that are ever probed: 8 KiB. */
  public static final int LARGEST_DATAGRAM = 8192;

  private static final int MESSAGE = 65_536;
  private static final int BUFFER = 262_144;

  /**
   * Checks that a message fits into the buffers.
   *
   * @throws IllegalArgumentException if it does not, or a buffer is no power of two
   */
  public LinkSettings {
    if (Integer.bitCount(sendBuffer) != 1 || Integer.bitCount(receiveBuffer) != 1) {
      throw new IllegalArgumentException(
          "buffers of " + sendBuffer + " and " + receiveBuffer + " bytes: not powers of two");
    }
    if (maxMessage < 1 || maxMessage + Long.BYTES > Math.min(sendBuffer, receiveBuffer)) {
      throw new IllegalArgumentException("a message of " + maxMessage + " bytes has no room");
    }
    if (datagram - overhead < 64 || largestDatagram < datagram) {
      throw new IllegalArgumentException(
          "datagrams of " + datagram + " to " + largestDatagram + " bytes");
    }
  }

  /**
   * Those of the sealed wire.
   *
   * @param overhead by how much sealing makes a payload longer
   * @return messages of 64 KiB, buffers of 256 KiB, datagrams of 1200 bytes, probed up to 8 KiB
   */
  public static LinkSettings sealed(int overhead) {
    return sealed(overhead, LARGEST_DATAGRAM);
  }

  /**
   * Those of the sealed wire, with another limit to the probing.
   *
   * @param overhead by how much sealing makes a payload longer
   * @param largestDatagram the largest datagram that is worth a probe
   * @return messages of 64 KiB, buffers of 256 KiB, datagrams of 1200 bytes, probed up
   */
  public static LinkSettings sealed(int overhead, int largestDatagram) {
    return new LinkSettings(MESSAGE, BUFFER, BUFFER, overhead, DATAGRAM, largestDatagram);
  }
}
