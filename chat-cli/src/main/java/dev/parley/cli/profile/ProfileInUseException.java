package dev.parley.cli.profile;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** Another program has the profile. */
public final class ProfileInUseException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  ProfileInUseException(Path folder) {
    super(
        "the profile "
            + folder
            + " is in use by another program: stop that one, or choose another with --profile");
  }
}
