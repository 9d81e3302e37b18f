package org.papermetrics.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the walls between the rooms: who may know whom, and where a library may be used. */
class RoomsTest {
  private static final String ROOT = "org.papermetrics.";
  private static final List<String> BASE = List.of("model", "files", "wire", "page");
  private static final List<String> STAGES =
      List.of("watch", "load", "registry", "aggregate", "write", "push", "api", "state", "metrics");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.papermetrics");

  @Test
  void everyRoomIsKnownHere() {
    List<String> rooms =
        CLASSES.stream()
            .map(c -> c.getPackageName().substring(ROOT.length()).replaceAll("\\..*", ""))
            .distinct()
            .toList();
    assertThat(rooms)
        .hasSizeGreaterThan(8)
        .allMatch(
            room ->
                BASE.contains(room)
                    || STAGES.contains(room)
                    || room.equals("daemon")
                    || room.equals("cli"));
  }

  @Test
  void aStageNeverImportsAnotherStage() {
    for (String stage : STAGES) {
      String[] others =
          STAGES.stream().filter(s -> !s.equals(stage)).map(RoomsTest::room).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(room(stage))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLASSES);
    }
  }

  @Test
  void onlyTheDaemonAndTheCommandsKnowTheOrder() {
    String[] below =
        Stream.concat(BASE.stream(), STAGES.stream()).map(RoomsTest::room).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(below)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(room("daemon"), room("cli"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(room("daemon"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(room("cli"))
        .check(CLASSES);
  }

  @Test
  void theNounsDependOnTheJdkAlone() {
    onlyDependsOn("model", "java..", "org.jspecify..", room("model"));
    onlyDependsOn("files", "java..", "org.jspecify..", room("model"), room("files"));
  }

  @Test
  void aggregationIsPure() {
    onlyDependsOn("aggregate", "java..", "org.jspecify..", room("model"), room("aggregate"));
    noClasses()
        .that()
        .resideInAPackage(room("aggregate"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.io..", "java.util.concurrent..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage(room("aggregate"))
        .should()
        .dependOnClassesThat(are(clock()))
        .check(CLASSES);
  }

  @Test
  void aLibraryIsUsedInItsRoomOnly() {
    usedOnlyIn("io.methvin..", "watch");
    usedOnlyIn("io.undertow..", "push", "api");
    usedOnlyIn("org.xnio..", "push", "api");
    usedOnlyIn("com.fasterxml.jackson..", "load", "registry", "wire", "daemon");
    usedOnlyIn("org.sqlite..", "state");
    usedOnlyIn("java.sql..", "state");
    usedOnlyIn("picocli..", "cli");
    usedOnlyIn("com.sun.jna..", "cli");
    usedOnlyIn("ch.qos.logback..", "cli");
    usedOnlyIn("io.prometheus..", "metrics");
    usedOnlyIn("java.net.http..", "daemon");
  }

  private static DescribedPredicate<JavaClass> clock() {
    return DescribedPredicate.describe(
        "a clock",
        c -> c.getName().equals("java.time.Clock") || c.getName().equals("java.lang.Thread"));
  }

  private static void onlyDependsOn(String room, String... allowed) {
    classes()
        .that()
        .resideInAPackage(room(room))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed))
        .check(CLASSES);
  }

  private static void usedOnlyIn(String library, String... rooms) {
    String[] packages = Stream.of(rooms).map(RoomsTest::room).toArray(String[]::new);
    assertThat(CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream()))
        .as("nobody uses %s, so the rule checks nothing", library)
        .anyMatch(d -> resideInAPackage(library).test(d.getTargetClass()));
    noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(CLASSES);
  }

  private static String room(String name) {
    return ROOT + name + "..";
  }
}
