package io.github.pantree.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.pantree.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code ./mvnw test} stays fast: tests that need a database server or a separate process are in {@code
 * slow-tests.txt}.
 */
final class InnerLoopTests {

    private static final Path LIST = Path.of("src/test/slow-tests.txt");

    /** Fixtures that need seconds. */
    private static final Set<String> SLOW = Set.of(TestPostgres.class.getName(), ProcessBuilder.class.getName());

    @Test
    void testsWithSlowFixturesAreListed() throws Exception {
        List<PathMatcher> listed = patterns();
        List<JavaClass> slow = new ClassFileImporter()
                        .importPath(Path.of(InnerLoopTests.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI()))
                        .stream()
                        .filter(type ->
                                type.getSimpleName().endsWith("Tests") && !type.isEquivalentTo(InnerLoopTests.class))
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> SLOW.contains(
                                        dependency.getTargetClass().getName())))
                        .toList();
        assertThat(slow).extracting(JavaClass::getSimpleName).contains("PostgresLedgerTests");
        assertThat(slow)
                .as("tests with a slow fixture that ./mvnw test would run: move them into a package of %s", LIST)
                .allMatch(type -> listed.stream().anyMatch(pattern -> pattern.matches(file(type))));
    }

    private static Path file(JavaClass type) {
        return Path.of("any", type.getName().replace('.', '/') + ".java");
    }

    private static List<PathMatcher> patterns() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.replace("/**/*", "/**")))
                .toList();
    }
}
