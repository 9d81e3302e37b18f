package org.papermetrics.architecture;

import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests without a tag are the unit lane; what is slow by its nature says which lane it is in. */
class TestLanesTest {
  private static final Set<String> ANNOTATIONS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property", "Example");
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages("org.papermetrics");

  @Test
  void testsOfTheBrowserAndOfTheWholeProgramAreNotInTheUnitLane() {
    classes()
        .that()
        .resideInAnyPackage("org.papermetrics.browser", "org.papermetrics.endtoend")
        .and(nameEndingWith("Test"))
        .should()
        .beAnnotatedWith(Tag.class)
        .check(TESTS);
  }

  @Test
  void whoStartsAProcessOfJavaOrABrowserIsNotInTheUnitLane() {
    Set<String> starters = Set.of("ChildJvm", "DaemonProcess", "BrowserSupport");
    assertThat(
            TESTS.stream()
                .filter(TestLanesTest::hasTests)
                .filter(c -> !c.isAnnotatedWith(Tag.class))
                .filter(
                    c ->
                        c.getDirectDependenciesFromSelf().stream()
                            .anyMatch(d -> starters.contains(d.getTargetClass().getSimpleName()))))
        .isEmpty();
  }

  @Test
  void theLanesAreThoseOfTheBuild() {
    assertThat(
            TESTS.stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getMethods().stream()))
                .filter(item -> item.isAnnotatedWith(Tag.class))
                .map(item -> item.getAnnotationOfType(Tag.class).value())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("integration", "alone", "browser", "soak");
  }

  @Test
  void everyTestHasANameThatTheBuildLooksFor() {
    assertThat(
            TESTS.stream()
                .filter(TestLanesTest::hasTests)
                .filter(c -> !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(c -> !c.getSimpleName().endsWith("Test")))
        .isEmpty();
  }

  private static boolean hasTests(JavaClass type) {
    return type.getMethods().stream()
        .flatMap(method -> method.getAnnotations().stream())
        .anyMatch(annotation -> ANNOTATIONS.contains(annotation.getRawType().getSimpleName()));
  }
}
