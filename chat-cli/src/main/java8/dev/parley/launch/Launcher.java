package dev.parley.launch;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entry of the single jar. It runs on Java 8, so that whoever starts the jar with an old Java
 * gets the program, on a newer Java if the machine has one, or else one line that says what is
 * missing.
 */
public final class Launcher {

  private static final int NEEDED = 25;
  private static final String RELAUNCHED = "parley.relaunched";
  private static final String JAVA = File.separatorChar == '\\' ? "java.exe" : "java";

  private Launcher() {}

  /** Runs the program, in this JVM or in a newer one, and ends with its exit code. */
  public static void main(String[] args) throws Throwable {
    if (feature(System.getProperty("java.specification.version")) >= NEEDED) {
      runHere(args);
    } else {
      System.exit(runElsewhere(args));
    }
  }

  private static void runHere(String[] args) throws Throwable {
    try {
      Class.forName("dev.parley.cli.Main")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static int runElsewhere(String[] args) throws InterruptedException {
    List<Jdk> found = installed();
    Jdk newest = null;
    for (Jdk jdk : found) {
      if (feature(jdk.version) >= NEEDED
          && (newest == null || compare(jdk.version, newest.version) > 0)) {
        newest = jdk;
      }
    }
    if (newest == null) {
      return refuse("found " + (found.isEmpty() ? "none" : "only " + found));
    }
    if (Boolean.getBoolean(RELAUNCHED)) {
      return refuse("was started in place of " + newest);
    }
    try {
      return run(newest, args);
    } catch (IOException e) {
      return refuse("could not start " + newest + ": " + e.getMessage());
    }
  }

  private static int refuse(String reason) {
    System.err.println(
        "parley: needs Java "
            + NEEDED
            + " or newer, but this is Java "
            + System.getProperty("java.version")
            + " ("
            + System.getProperty("java.home")
            + "), and it "
            + reason
            + "; install Java "
            + NEEDED
            + " (adoptium.net) or set JAVA_HOME to one");
    return 1;
  }

  // ---- the child ----

  private static int run(Jdk jdk, String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java.getPath());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("-D") || argument.startsWith("-Xm") || argument.startsWith("-Xss")) {
        command.add(argument);
      }
    }
    command.add("-D" + RELAUNCHED + "=true");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Launcher.class.getName());
    command.addAll(Arrays.asList(args));

    leaveInterruptsToChild();
    Process child = new ProcessBuilder(command).inheritIO().start();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(child), "stop-child"));
    } catch (IllegalStateException alreadyEnding) {
      stop(child);
    }
    return child.waitFor();
  }

  /**
   * Runs when this JVM ends: asks a child that still runs to end, too, and waits for it. The halt
   * makes the child's exit code ours, even if a signal ends this JVM; nothing else is left to do.
   */
  private static void stop(Process child) {
    child.destroy();
    try {
      Runtime.getRuntime().halt(child.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A terminal sends Ctrl-C to the child as well, and the child decides what it means; without a
   * handler this JVM would end at once. A handler that does nothing rather than SIG_IGN, which the
   * child would inherit. By reflection, since {@code --release 8} hides the class; where it is
   * missing, Ctrl-C ends both.
   */
  private static void leaveInterruptsToChild() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ignore =
          Proxy.newProxyInstance(
              handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, a) -> null);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), ignore);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return;
    }
  }

  // ---- the search ----

  private static List<Jdk> installed() {
    List<Jdk> found = new ArrayList<>();
    String home = System.getenv("JAVA_HOME");
    if (home != null) {
      add(found, new File(home));
    }
    String user = System.getProperty("user.home");
    String[] folders = {
      user + "/.sdkman/candidates/java",
      user + "/.jdks",
      "/usr/lib/jvm",
      "/Library/Java/JavaVirtualMachines"
    };
    for (String folder : folders) {
      File[] homes = new File(folder).listFiles();
      if (homes != null) {
        Arrays.sort(homes);
        for (File each : homes) {
          add(found, each);
          add(found, new File(each, "Contents/Home"));
        }
      }
    }
    addThoseOnPath(found);
    return found;
  }

  private static void addThoseOnPath(List<Jdk> found) {
    String path = System.getenv("PATH");
    if (path == null) {
      return;
    }
    for (String folder : path.split(File.pathSeparator)) {
      File bin = realFile(new File(folder, JAVA)).getParentFile();
      if (bin != null && bin.getParentFile() != null) {
        add(found, bin.getParentFile());
      }
    }
  }

  /** Adds the Java of a home, once, however many links lead there. */
  private static void add(List<Jdk> found, File home) {
    File real = realFile(home);
    String version = version(new File(real, "release"));
    File java = new File(real, "bin/" + JAVA);
    if (version == null || !java.canExecute()) {
      return;
    }
    for (Jdk known : found) {
      if (known.java.equals(java)) {
        return;
      }
    }
    found.add(new Jdk(version, java));
  }

  private static File realFile(File file) {
    try {
      return file.getCanonicalFile();
    } catch (IOException e) {
      return file.getAbsoluteFile();
    }
  }

  /** The value of JAVA_VERSION in a JDK's release file; null when there is none. */
  private static String version(File release) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(new FileInputStream(release), "UTF-8"))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (line.startsWith("JAVA_VERSION=")) {
          return line.substring("JAVA_VERSION=".length()).replace("\"", "").trim();
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  /** 8 for 1.8.0_402, 25 for 25.0.1 and for 25-ea; 0 for what is no version. */
  private static int feature(String version) {
    int[] numbers = numbers(version);
    return numbers[0] == 1 && numbers.length > 1 ? numbers[1] : numbers[0];
  }

  private static int compare(String left, String right) {
    int[] a = numbers(left);
    int[] b = numbers(right);
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int order = Integer.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int[] numbers(String version) {
    String[] parts = version.split("[^0-9]+");
    int[] numbers = new int[Math.max(parts.length, 1)];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = parts[i].isEmpty() || parts[i].length() > 9 ? 0 : Integer.parseInt(parts[i]);
    }
    return numbers;
  }

  private static final class Jdk {
    final String version;
    final File java;

    Jdk(String version, File java) {
      this.version = version;
      this.java = java;
    }

    @Override
    public String toString() {
      return version + " (" + java.getParentFile().getParent() + ")";
    }
  }
}
