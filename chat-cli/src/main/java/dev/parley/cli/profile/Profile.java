package dev.parley.cli.profile;

import dev.parley.core.identity.Identity;
import dev.parley.core.time.Entropy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder that one program at a time may use, under a lock that the operating system gives back
 * when the program ends, however it ends.
 */
public final class Profile implements AutoCloseable {
  private final Path folder;
  private final FileChannel lock;

  private Profile(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * The folder of a port, where the XDG base directory specification wants state to be kept.
   *
   * @param port the UDP port
   * @return the folder, which may not exist yet
   * @throws IOException if there is no home folder to put it in
   */
  public static Path ofPort(int port) throws IOException {
    // The specification says that relative paths are to be ignored.
    var state = absolute(System.getenv("XDG_STATE_HOME"));
    var home = absolute(System.getenv("HOME")).or(() -> absolute(System.getProperty("user.home")));
    return state
        .or(() -> home.map(folder -> folder.resolve(".local").resolve("state")))
        .map(folder -> folder.resolve("parley").resolve(Integer.toString(port)))
        .orElseThrow(
            () -> new IOException("there is no home folder: choose a folder with --profile"));
  }

  private static Optional<Path> absolute(@Nullable String folder) {
    return Optional.ofNullable(folder).map(Path::of).filter(Path::isAbsolute);
  }

  /**
   * Takes a folder, which is made if need be, readable by its owner alone.
   *
   * @param folder where
   * @return the profile, which the caller must close
   * @throws IOException if it is in use or cannot be used; the message says what to do
   */
  public static Profile open(Path folder) throws IOException {
    if (folder.toString().isEmpty()) {
      throw new IOException("an empty name is no folder: choose one with --profile");
    }
    try {
      Files.createDirectories(folder, ownerOnly(folder));
      var channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new ProfileInUseException(folder);
      }
      return new Profile(folder, channel);
    } catch (ProfileInUseException inUse) {
      throw inUse;
    } catch (FileAlreadyExistsException file) {
      throw new IOException(
          "the profile " + folder + " is a file: choose a folder with --profile", file);
    } catch (IOException failure) {
      throw new IOException(
          "the profile "
              + folder
              + " cannot be used ("
              + failure
              + "): choose a folder that you may write to with --profile",
          failure);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ourselves) {
      return false;
    }
  }

  /**
   * Who this profile is: its keys, which are made when they are first asked for.
   *
   * @param entropy where new keys come from
   * @return the identity
   * @throws IOException if the keys cannot be used; the message says what to do
   */
  public Identity identity(Entropy entropy) throws IOException {
    return KeyFile.open(folder.resolve("identity.key"), entropy);
  }

  /** Where the program logs to. */
  public Path log() {
    return folder.resolve("parley.log");
  }

  /** Where the lines that were typed are kept. */
  public Path inputHistory() {
    return folder.resolve("input-history");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot unlock the profile " + folder, failure);
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
