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

/** One word has one meaning: the glossary defines our own terms, and these rules exclude vague ones. */
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
     * Excludes the simulator, which uses the same nouns because it is the other side of the same protocol, and shares
     * no code with the client.
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
    void noPackageIsCalledUtilOrCommon() {
        assertThat(NameRules.packagesOfEverything(classes)).isEmpty();
    }
}
