package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Set;

/** One word has one meaning: the glossary defines our own terms, and these rules exclude vague ones. */
@AnalyzeClasses(packages = "io.github.pantree", importOptions = DoNotIncludeTests.class)
final class NameTests {

    /**
     * Simple names that two packages may declare.
     * <ul>
     *   <li>{@code Json}: a log line's JSON form is nested in its encoder, and no reader meets both
     * </ul>
     */
    private static final Set<String> DECLARED_TWICE = Set.of("Json");

    /** Fields whose names are keys of documented JSON, or that collect the value of one. */
    private static final Set<String> PRESCRIBED_FIELDS = Set.of("PurgeOutcome.kept", "Content.kept", "Pass.kept");

    /**
     * Excludes the simulator, which uses the same nouns because it is the other side of the same protocol, and shares
     * no code with the client.
     */
    @ArchTest
    static void aSimpleNameIsDeclaredInOnePackage(JavaClasses classes) {
        JavaClasses others = classes.that(JavaClass.Predicates.resideOutsideOfPackage("io.github.pantree.simulator.."));
        assertThat(NameRules.declaredTwice(others, DECLARED_TWICE)).isEmpty();
    }

    @ArchTest
    static void namesContainNoForbiddenWord(JavaClasses classes) {
        assertThat(NameRules.forbiddenWords(classes, PRESCRIBED_FIELDS)).isEmpty();
    }

    @ArchTest
    static void exceptionsEndInException(JavaClasses classes) {
        assertThat(NameRules.misnamedExceptions(classes)).isEmpty();
    }

    @ArchTest
    static void noPackageIsCalledUtilOrCommon(JavaClasses classes) {
        assertThat(NameRules.packagesOfEverything(classes)).isEmpty();
    }
}
