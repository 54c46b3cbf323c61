package io.github.pantree.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The class names in the documentation are those of the code. */
final class ClassNameTests {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS_NAME = Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+\\b");
    private static final Pattern OF_PACKAGE = Pattern.compile("`([a-z0-9.]+)`: ((?:`[A-Za-z]+`[^`;|；]*)+)");

    /** Classes of libraries, attributes of cookies, and options of the JVM. */
    private static final Set<String> FOREIGN = Set.of(
            "CircuitBreaker",
            "CronExpression",
            "HttpOnly",
            "IntervalFunction",
            "JobOperator",
            "NoUnboundElementsBindHandler",
            "RateLimiter",
            "SameSite",
            "Tier3InvocationThreshold");

    /** The record of former names. */
    private static final String FORMER_NAMES = "014-names.md";

    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.github.pantree");

    static List<Page> pages() {
        return Page.all().stream()
                .filter(page -> !page.file().endsWith(FORMER_NAMES))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyNamedClassExists(Page page) {
        Set<String> known =
                CLASSES.stream().map(type -> type.getSimpleName()).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(FOREIGN);
        assertThat(page.prose().stream()
                        .flatMap(line -> matches(CODE, line))
                        .flatMap(code -> matches(CLASS_NAME, code.group(1)))
                        .map(MatchResult::group))
                .as("class names of %s", page.file())
                .isSubsetOf(known);
    }

    @Test
    void everyClassOfTheArchitecturePageIsInItsPackage() {
        Set<String> named = Stream.of("src/docs/architecture.md", "src/docs/zh/architecture.md")
                .flatMap(file -> Page.read(Path.of(file)).prose().stream())
                .map(line -> line.replace("：", ": "))
                .flatMap(line -> matches(OF_PACKAGE, line))
                .flatMap(row -> matches(CODE, row.group(2))
                        .map(type -> "io.github.pantree." + row.group(1) + "." + type.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(50);
        assertThat(named)
                .allSatisfy(name -> assertThat(CLASSES.contain(name)).as(name).isTrue());
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
