import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats, or with {@code --check} only checks, every Java file below a folder; build output
 * excepted.
 */
final class Fmt {

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !List.of("--check", "--write").contains(args[0])) {
      System.err.println("usage: Fmt --check|--write FOLDER");
      System.exit(2);
    }
    boolean write = args[0].equals("--write");
    Path root = Path.of(args[1]);
    Formatter formatter = new Formatter();
    int unformatted = 0;
    for (Path file : javaFiles(root)) {
      String before = Files.readString(file);
      String after = formatter.formatSourceAndFixImports(before);
      if (before.equals(after)) {
        continue;
      }
      if (write) {
        Files.writeString(file, after);
      } else {
        unformatted++;
      }
      System.out.println((write ? "formatted " : "not formatted: ") + root.relativize(file));
    }
    if (unformatted > 0) {
      System.err.println("to format them: mvn process-sources -Dfmt=--write");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
