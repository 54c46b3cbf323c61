package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.pantree.PantreeApplication;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One word has one meaning, and says it: the glossary has the terms that are ours, these rules keep others out. */
final class NameTests {

    /**
     * Simple names that two packages may declare.
     * <ul>
     *   <li>{@code Json}: a log line's JSON form is nested in its encoder, and no reader meets both
     * </ul>
     */
    private static final Set<String> DECLARED_TWICE = Set.of("Json");

    @SuppressWarnings("NullAway.Init") // before all tests
    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() throws Exception {
        Path location = Path.of(PantreeApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        classes = new ClassFileImporter().importPath(location);
    }

    /**
     * The simulator is the other side of one protocol, and shares no code with the client, so it has the same nouns.
     */
    @Test
    void aSimpleNameIsDeclaredInOnePackage() {
        JavaClasses others = classes.that(JavaClass.Predicates.resideOutsideOfPackage("io.github.pantree.simulator.."));
        assertThat(NameRules.declaredTwice(others, DECLARED_TWICE)).isEmpty();
    }

    @Test
    void namesContainNoForbiddenWord() {
        assertThat(NameRules.forbiddenWords(classes)).isEmpty();
    }

    @Test
    void exceptionsEndInException() {
        assertThat(NameRules.misnamedExceptions(classes)).isEmpty();
    }

    @Test
    void noPackageHoldsEverything() {
        assertThat(NameRules.packagesOfEverything(classes)).isEmpty();
    }
}
