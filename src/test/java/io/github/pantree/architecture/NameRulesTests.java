package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class NameRulesTests {

    private static final String FIXTURE = "io.github.pantree.architecture.names";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void findsNamesThatTwoPackagesDeclare() {
        assertThat(NameRules.declaredTwice(CLASSES, Set.of()))
                .satisfiesExactly(
                        twin -> assertThat(twin).startsWith("Twin is declared in " + FIXTURE + ".one and " + FIXTURE),
                        nested -> assertThat(nested).startsWith(FIXTURE + ".one.Twin$Other has the name"));
        assertThat(NameRules.declaredTwice(CLASSES, Set.of("Twin", "Other"))).isEmpty();
    }

    @Test
    void findsForbiddenWordsOfTypesMethodsAndFields() {
        assertThat(NameRules.forbiddenWords(CLASSES, Set.of("Stored.kept")))
                .satisfiesExactly(
                        component -> assertThat(component).startsWith(FIXTURE + ".one.Twin$Stored.seal: \"seal\""),
                        phrase -> assertThat(phrase).startsWith(FIXTURE + ".one.Twin.goOnAgain: \"go on\""),
                        word -> assertThat(word).startsWith(FIXTURE + ".one.Twin.sayHello: \"say\""),
                        type -> assertThat(type).startsWith(FIXTURE + ".util.TwinManager: \"manager\""));
    }

    @Test
    void findsExceptionsWithAnotherEnding() {
        assertThat(NameRules.misnamedExceptions(CLASSES))
                .containsExactly(FIXTURE + ".util.TwinManager is thrown: end its name in Exception");
    }

    @Test
    void findsPackagesOfEverything() {
        assertThat(NameRules.packagesOfEverything(CLASSES))
                .singleElement()
                .asString()
                .startsWith(FIXTURE + ".util says nothing");
    }

    @Test
    void splitsNamesIntoWords() {
        assertThat(NameRules.words("HTTPFolderApi2Keeps_IT"))
                .isEqualTo(List.of("http", "folder", "api2", "keeps", "it"));
    }
}
