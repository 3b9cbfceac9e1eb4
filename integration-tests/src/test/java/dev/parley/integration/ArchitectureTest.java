package dev.parley.integration;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the design that a compiler does not keep. */
class ArchitectureTest {

  private static final String CORE = "dev.parley.core.";

  private static final JavaClasses PARLEY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.parley");

  @ParameterizedTest
  @MethodSource("modules")
  void import_holdsEveryModule(String module) {
    assertThat(PARLEY.that(resideInAPackage(module))).isNotEmpty();
  }

  static Stream<String> modules() {
    return Stream.of(
        "dev.parley.core..", "dev.parley.udp..", "dev.parley.cli..", "dev.parley.launch..");
  }

  @Test
  void import_holdsNoTests() {
    assertThat(PARLEY.contain(ArchitectureTest.class)).isFalse();
  }

  // ---- arrows ----

  @ParameterizedTest
  @MethodSource
  void module_dependsOnlyDownwards(String module, List<String> above) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above.toArray(String[]::new))
        .check(PARLEY);
  }

  static Stream<Arguments> module_dependsOnlyDownwards() {
    String core = "dev.parley.core..";
    String udp = "dev.parley.udp..";
    String cli = "dev.parley.cli..";
    String launch = "dev.parley.launch..";
    return Stream.of(
        Arguments.of(core, List.of(udp, cli, launch)),
        Arguments.of(udp, List.of(cli, launch)),
        Arguments.of(cli, List.of(launch)),
        // The launcher runs on Java 8, which can load nothing else of ours.
        Arguments.of(launch, List.of(core, udp, cli)));
  }

  @Test
  void packages_formNoCycle() {
    slices().matching("dev.parley.(**)").should().beFreeOfCycles().check(PARLEY);
  }

  @ParameterizedTest
  @MethodSource
  void layerOfCore_dependsOnlyDownwards(String layer, Set<String> below) {
    String[] notBelow =
        Stream.of(
                "node",
                "room",
                "history",
                "transport",
                "actor",
                "mailbox",
                "entry",
                "identity",
                "time",
                "testkit")
            .filter(other -> !other.equals(layer) && !below.contains(other))
            .map(other -> CORE + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(CORE + layer + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(notBelow)
        .allowEmptyShould(true)
        .check(PARLEY);
  }

  /**
   * Each layer with all it can reach by the arrows of the design; the test kit may use every layer.
   */
  static Stream<Arguments> layerOfCore_dependsOnlyDownwards() {
    return Stream.of(
        Arguments.of("time", Set.of()),
        Arguments.of("mailbox", Set.of("time")),
        Arguments.of("actor", Set.of("mailbox", "time")),
        Arguments.of("identity", Set.of("time")),
        Arguments.of("entry", Set.of("identity", "time")),
        Arguments.of("history", Set.of("entry", "identity", "time")),
        Arguments.of("transport", Set.of("actor", "mailbox", "entry", "identity", "time")),
        Arguments.of(
            "room",
            Set.of("history", "transport", "actor", "mailbox", "entry", "identity", "time")),
        Arguments.of(
            "node",
            Set.of(
                "room", "history", "transport", "actor", "mailbox", "entry", "identity", "time")));
  }

  // ---- what is handed in ----

  @Test
  void standardStreams_belongToTheProgram() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.parley.cli..", "dev.parley.launch..")
        .should(ACCESS_STANDARD_STREAMS)
        .check(PARLEY);
  }

  @Test
  void timeAndRandomness_comeFromTheSystemAdapter() {
    noClasses()
        .that(
            describe(
                "are not dev.parley.core.time.SystemTime",
                type -> !outermost(type).equals("dev.parley.core.time.SystemTime")))
        .should()
        .accessTargetWhere(
            describe(
                "it reads the system's time or randomness, or sleeps",
                ArchitectureTest::readsSystem))
        .check(PARLEY);
  }

  private static boolean readsSystem(JavaAccess<?> access) {
    JavaClass owner = access.getTarget().getOwner();
    String name = access.getTarget().getName();
    boolean constructed = name.equals("<init>") && !isSuperCall(access);
    return switch (owner.getName()) {
      case "java.lang.Thread" -> name.equals("sleep");
      case "java.lang.System" -> name.equals("nanoTime") || name.equals("currentTimeMillis");
      case "java.lang.Math" -> name.equals("random");
      case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
      case "java.util.Random" -> constructed;
      case "java.util.UUID" -> name.equals("randomUUID");
      case "java.util.concurrent.ThreadLocalRandom" -> name.equals("current");
      case "java.security.SecureRandom" -> constructed || name.startsWith("getInstance");
      default -> owner.getPackageName().equals("java.time") && name.equals("now");
    };
  }

  // ---- habits ----

  @Test
  void javaUtilLogging_isNotUsed() {
    noClasses().should().dependOnClassesThat(resideInAPackage("java.util.logging..")).check(PARLEY);
  }

  @Test
  void genericExceptions_areNotConstructed() {
    noClasses()
        .should()
        .accessTargetWhere(
            describe(
                "it constructs a generic exception", ArchitectureTest::constructsGenericException))
        .check(PARLEY);
  }

  private static boolean constructsGenericException(JavaAccess<?> access) {
    JavaClass owner = access.getTarget().getOwner();
    return access.getTarget().getName().equals("<init>")
        && Stream.of(Throwable.class, Exception.class, RuntimeException.class, Error.class)
            .anyMatch(owner::isEquivalentTo)
        && !isSuperCall(access);
  }

  private static boolean isSuperCall(JavaAccess<?> access) {
    return access.getOrigin().isConstructor()
        && access.getOriginOwner().isAssignableTo(access.getTargetOwner().getName())
        && !access.getOriginOwner().equals(access.getTargetOwner());
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
