package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;

/** The types of the tests have standard names, too; the names of test methods are sentences. */
@AnalyzeClasses(packages = "io.github.pantree", importOptions = OnlyIncludeTests.class)
final class TestNameTests {

    @ArchTest
    static void typeNamesContainNoForbiddenWord(JavaClasses classes) {
        JavaClasses checked =
                classes.that(JavaClass.Predicates.resideOutsideOfPackage("io.github.pantree.architecture.names.."));
        assertThat(NameRules.forbiddenInTypes(checked)).isEmpty();
    }
}
