package dev.parley.integration.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether the simulation can fail: each patch plants one mistake in a copy of the sources, and one
 * of the first hundred seeds must notice. Not part of the build; run by its own command, which
 * CONTRIBUTING names.
 */
class Mutations {
  private static final long SEEDS = 100;
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Path PATCHES = Path.of("src", "test", "mutations");

  static List<Path> patches() throws IOException {
    try (var files = Files.list(PATCHES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("patches")
  void mistake_isNoticedWithinAHundredSeeds(Path patch, @TempDir Path folder) throws Exception {
    copy(ROOT.resolve("chat-udp/src/main/java"), folder.resolve("chat-udp/src/main/java"));
    apply(patch, folder);
    var classes = compile(folder);
    try (var loader =
        new URLClassLoader(classPath(classes), ClassLoader.getPlatformClassLoader())) {
      var noticed = firstFailure(loader);
      System.out.println(patch.getFileName() + ": " + noticed);
      assertThat(noticed).startsWith("seed ");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
  }

  private static void apply(Path patch, Path folder) throws IOException, InterruptedException {
    var git =
        new ProcessBuilder("git", "apply", "--verbose", patch.toAbsolutePath().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(git.exitValue()).as(said).isZero();
    assertThat(said).contains("cleanly");
  }

  private static Path compile(Path folder) throws IOException {
    var classes = Files.createDirectory(folder.resolve("classes"));
    var arguments =
        new ArrayList<>(
            List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", testClassPath()));
    try (var files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .map(Path::toString)
          .forEach(arguments::add);
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    return classes;
  }

  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The mistaken classes first, then all others, afresh. */
  private static URL[] classPath(Path classes) throws MalformedURLException {
    var urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (var entry : testClassPath().split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static String firstFailure(ClassLoader loader) throws ReflectiveOperationException {
    var play = loader.loadClass(SimulationIT.class.getName()).getDeclaredMethod("play", long.class);
    play.setAccessible(true);
    for (long seed = 0; seed < SEEDS; seed++) {
      try {
        play.invoke(null, seed);
      } catch (InvocationTargetException noticed) {
        return String.valueOf(noticed.getCause().getMessage()).lines().findFirst().orElse("seed ?");
      }
    }
    return "not noticed";
  }
}
