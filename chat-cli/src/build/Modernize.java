import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites the classes of a jar that are older than Java 8 as classes of Java 8, with the stack
 * maps that these need. The JVM keeps no class without stack maps in a start-up cache.
 */
final class Modernize {

  public static void main(String[] args) throws Exception {
    Path jar = Path.of(args[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ClassFile classFile = classFile(in);
      for (ZipEntry entry : in.stream().<ZipEntry>map(ZipEntry.class::cast).toList()) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTimeLocal(entry.getTimeLocal());
        zip.putNextEntry(copy);
        zip.write(entry.getName().endsWith(".class") ? modern(classFile, bytes) : bytes);
        zip.closeEntry();
      }
    }
    Files.write(jar, out.toByteArray());
  }

  private static byte[] modern(ClassFile classFile, byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_8_VERSION) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    byte[] rewritten =
        classFile.transformClass(
            old,
            version.andThen(
                ClassTransform.transformingMethodBodies((code, element) -> code.with(element))));
    List<VerifyError> errors = classFile.verify(rewritten);
    if (!errors.isEmpty()) {
      throw new IllegalStateException(
          old.thisClass().asInternalName() + " cannot be rewritten: " + errors, errors.getFirst());
    }
    return rewritten;
  }

  /** Resolves the jar's own classes, too, which stack maps may have to merge. */
  private static ClassFile classFile(ZipFile jar) {
    ClassHierarchyResolver own =
        ClassHierarchyResolver.ofResourceParsing(type -> resource(jar, type));
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            own.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
  }

  private static InputStream resource(ZipFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
