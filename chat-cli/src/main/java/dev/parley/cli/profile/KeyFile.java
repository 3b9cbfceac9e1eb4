package dev.parley.cli.profile;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The keys of a profile: made when they are first needed, for nobody else to read. */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private KeyFile() {}

  /**
   * Reads the keys, or makes new ones.
   *
   * @param file where they are
   * @param entropy where new ones come from
   * @return the identity
   * @throws IOException if they cannot be used; the message says what to do
   */
  static Identity open(Path file, Entropy entropy) throws IOException {
    try {
      return read(file);
    } catch (NoSuchFileException first) {
      return make(file, entropy);
    }
  }

  private static Identity read(Path file) throws IOException {
    if (isPosix(file)) {
      var permissions = Files.getPosixFilePermissions(file);
      permissions.removeAll(OWNER_ONLY);
      if (!permissions.isEmpty()) {
        throw new IOException(
            "the keys in " + file + " can be used by others: make them yours with chmod 600");
      }
    }
    if (Files.size(file) != Identity.BYTES) {
      throw new IOException(damaged(file, "it has " + Files.size(file) + " bytes"));
    }
    try {
      return Identity.decode(Files.readAllBytes(file));
    } catch (IllegalArgumentException wrong) {
      throw new IOException(damaged(file, String.valueOf(wrong.getMessage())), wrong);
    }
  }

  private static String damaged(Path file, String why) {
    return "the keys in "
        + file
        + " are damaged ("
        + why
        + "): put a copy in their place, or move them away to become somebody new";
  }

  /** Complete or not at all: written aside, forced to the disk, then moved. */
  private static Identity make(Path file, Entropy entropy) throws IOException {
    var identity = Identity.generate(entropy);
    var aside = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(aside);
    try (var channel =
        FileChannel.open(
            aside,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0])) {
      var bytes = ByteBuffer.wrap(identity.encoded());
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) < 0) {
          throw new IOException("the keys cannot be written to " + aside);
        }
      }
      channel.force(true);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    return identity;
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
