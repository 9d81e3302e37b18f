package org.papermetrics.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/**
 * Holds the table of ARCHITECTURE.md: which package may import which, that there is no circle of
 * packages, and where a library may be used.
 */
class ArchitectureTest {
  private static final String ROOT = "org.papermetrics.";

  /** The packages, lowest first, each with those that it may import. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      table(
          """
          model:
          text:
          files: model
          concurrent: model
          layout: model
          statistics: model
          config: concurrent files layout model text
          scan: files layout
          watch: concurrent config files layout model scan
          load: files model statistics
          evaluations:
          logs: concurrent evaluations files model
          registry: concurrent files model text
          annotations: files model text
          aggregate: model
          state: files logs model
          index: aggregate annotations concurrent config evaluations files layout load logs model registry state
          query: model text
          compare: aggregate model query statistics
          wire: annotations compare model query statistics
          export: aggregate compare files model query statistics
          page: files
          write: concurrent files model page wire
          push: wire
          api: annotations compare config export files model query wire
          metrics: model
          client: config files model
          diagnose: config files index layout load logs model text
          daemon: annotations api client concurrent config diagnose export files index layout load metrics model page push scan state watch wire write
          cli.service: concurrent files text
          cli.doctor: cli.service client config daemon diagnose files layout model registry watch
          cli.demo: files
          cli.bench: cli.demo cli.service client files
          cli: api cli.bench cli.demo cli.doctor cli.service client compare concurrent config daemon export files layout model page query registry text wire write
          """);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.papermetrics");

  @Test
  void everyPackageStandsInTheTableAndIsThere() {
    assertThat(packages()).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
  }

  @Test
  void aPackageImportsWhatTheTableAllows() {
    SortedSet<String> tooMuch = new TreeSet<>();
    SortedSet<String> unused = new TreeSet<>();
    Map<String, Set<String>> imports = imports();
    MAY_IMPORT.forEach(
        (name, allowed) -> {
          Set<String> found = imports.getOrDefault(name, Set.of());
          found.stream()
              .filter(p -> !allowed.contains(p))
              .forEach(p -> tooMuch.add(name + " -> " + p));
          allowed.stream()
              .filter(p -> !found.contains(p))
              .forEach(p -> unused.add(name + " -> " + p));
        });
    assertThat(tooMuch).as("imports that the table does not allow").isEmpty();
    assertThat(unused).as("allowed, but not used: take it out of the table").isEmpty();
  }

  @Test
  void packagesAreFreeOfCircles() {
    slices().matching("org.papermetrics.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theNounsDependOnTheJdkAlone() {
    onlyDependsOn("model", "java..", "org.jspecify..", room("model"));
    onlyDependsOn(
        "files",
        "java..",
        "com.sun.security.auth.module..",
        "org.jspecify..",
        room("model"),
        room("files"));
  }

  @Test
  void aggregationAndStatisticsArePure() {
    onlyDependsOn("aggregate", "java..", "org.jspecify..", room("model"), room("aggregate"));
    onlyDependsOn(
        "statistics",
        "java..",
        "org.jspecify..",
        "org.apache.commons.numbers..",
        room("model"),
        room("statistics"));
    noClasses()
        .that()
        .resideInAnyPackage(room("aggregate"), room("statistics"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.io..", "java.util.concurrent..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAnyPackage(room("aggregate"), room("statistics"))
        .should()
        .dependOnClassesThat(are(clock()))
        .check(CLASSES);
  }

  @Test
  void aLibraryIsUsedInItsRoomOnly() {
    usedOnlyIn("io.methvin..", "watch");
    usedOnlyIn("io.undertow..", "push", "api");
    usedOnlyIn("org.xnio..", "push", "api");
    usedOnlyIn(
        "com.fasterxml.jackson..",
        "annotations",
        "cli",
        "client",
        "config",
        "export",
        "load",
        "query",
        "registry",
        "state",
        "wire");
    usedOnlyIn("org.sqlite..", "state");
    usedOnlyIn("java.sql..", "state");
    usedOnlyIn("picocli..", "cli");
    usedOnlyIn("com.sun.jna..", "cli");
    usedOnlyIn("ch.qos.logback..", "cli");
    usedOnlyIn("io.prometheus..", "metrics");
    usedOnlyIn("java.net.http..", "cli.bench");
    usedOnlyIn("org.apache.commons.numbers..", "statistics");
  }

  @Test
  void commandsThatAskADaemonSetUpNoLogging() {
    noFields()
        .that()
        .areStatic()
        .and()
        .haveRawType(Logger.class)
        .should()
        .beDeclaredInClassesThat()
        .resideInAPackage(room("client"))
        .because("that takes as long as all else that they do")
        .check(CLASSES);
  }

  private static Map<String, Set<String>> table(String text) {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] parts = line.split(":", 2);
              table.put(
                  parts[0],
                  Stream.of(parts[1].strip().split(" "))
                      .filter(name -> !name.isEmpty())
                      .collect(Collectors.toCollection(TreeSet::new)));
            });
    return table;
  }

  private static Set<String> packages() {
    return CLASSES.stream().map(ArchitectureTest::nameOf).collect(Collectors.toSet());
  }

  private static Map<String, Set<String>> imports() {
    Map<String, Set<String>> imports = new HashMap<>();
    CLASSES.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
        .filter(d -> !nameOf(d.getOriginClass()).equals(nameOf(d.getTargetClass())))
        .forEach(
            d ->
                imports
                    .computeIfAbsent(nameOf(d.getOriginClass()), name -> new TreeSet<>())
                    .add(nameOf(d.getTargetClass())));
    return imports;
  }

  private static String nameOf(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
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
    String[] packages = Stream.of(rooms).map(ArchitectureTest::room).toArray(String[]::new);
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
