package dev.parley.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProfileTest {
  @TempDir private Path temp;

  @Test
  void open_newFolder_isMadeForItsOwnerAlone() throws IOException {
    var folder = temp.resolve("a").resolve("b");

    try (var profile = Profile.open(folder)) {
      assertThat(profile.log().getParent()).isEqualTo(folder);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void open_twice_saysThatItIsInUse() throws IOException {
    try (var first = Profile.open(temp)) {
      assertThatThrownBy(() -> Profile.open(temp))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(first.toString())
          .hasMessageContaining("in use")
          .hasMessageContaining("--profile");
    }
  }

  @Test
  void close_givesTheLockBack() throws IOException {
    Profile.open(temp).close();

    Profile.open(temp).close();
  }

  @Test
  void open_file_saysThatItIsOne() throws IOException {
    var file = Files.createFile(temp.resolve("file"));

    assertThatThrownBy(() -> Profile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is a file")
        .hasMessageContaining("--profile");
  }

  @Test
  void ofPort_differsByPort() throws IOException {
    assertThat(Profile.ofPort(1)).isNotEqualTo(Profile.ofPort(2)).hasFileName("1");
  }
}
