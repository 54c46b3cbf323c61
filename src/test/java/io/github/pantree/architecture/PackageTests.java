package io.github.pantree.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The package rules of src/docs/decisions/001: allowed dependencies, internal subpackages, and where libraries are
 * used.
 */
@AnalyzeClasses(packages = "io.github.pantree", importOptions = DoNotIncludeTests.class)
final class PackageTests {

    private static final String BASE = "io.github.pantree";

    /** By top-level package: the other packages that it may use, in addition to {@code folder} and {@code support}. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            Map.entry("", Set.of("cli")),
            Map.entry("cli", Set.of("console", "schedule", "provisioning", "logging", "simulator")),
            Map.entry("console", Set.of("schedule", "provisioning")),
            Map.entry("schedule", Set.of("provisioning", "notification")),
            Map.entry(
                    "provisioning",
                    Set.of("manifest", "ledger", "pan123", "report", "notification", "logging", "metrics")),
            Map.entry("manifest", Set.of()),
            Map.entry("ledger", Set.of()),
            Map.entry("pan123", Set.of("logging", "metrics")),
            Map.entry("report", Set.of("ledger")),
            Map.entry("notification", Set.of()),
            Map.entry("logging", Set.of()),
            Map.entry("metrics", Set.of()),
            Map.entry("folder", Set.of()),
            Map.entry("support", Set.of()),
            Map.entry("simulator", Set.of()));

    /** Maximum number of dependencies between the packages inside {@code provisioning}, and of packages. */
    private static final int MOST_INNER_DEPENDENCIES = 40;

    private static final int MOST_INNER_PACKAGES = 13;

    @ArchTest
    static void packagesUseOnlyAllowedPackages(JavaClasses classes) {
        Set<String> violations = dependencies(classes)
                .filter(d -> !top(d.from()).equals(top(d.to())))
                .filter(d -> !mayUse(top(d.from()), top(d.to())))
                .map(d -> top(d.from()) + " must not use " + top(d.to()) + ": " + d.description())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(violations)
                .as("dependencies that USES, and the table in decision 001, do not allow")
                .isEmpty();
    }

    @ArchTest
    static void provisioningStaysComprehensible(JavaClasses classes) {
        Set<String> inner = dependencies(classes)
                .filter(d -> top(d.from()).equals("provisioning") && top(d.to()).equals("provisioning"))
                .map(d -> d.from() + " -> " + d.to())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(inner).hasSizeBetween(1, MOST_INNER_DEPENDENCIES);
        assertThat(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> top(name).equals("provisioning"))
                        .distinct())
                .hasSizeBetween(2, MOST_INNER_PACKAGES);
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching(BASE + ".(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a cycle can only be understood together");

    @ArchTest
    static final ArchRule batchAndEngine = internal("provisioning", "job|create");

    @ArchTest
    static final ArchRule tables = internal("ledger", "jdbc|tree");

    @ArchTest
    static final ArchRule client = internal("pan123", "http|pace|token", "Pan123Configuration");

    @ArchTest
    static final ArchRule formats = internal("manifest", "record|workbook");

    @ArchTest
    static final ArchRule channels = internal("notification", "channel", "Notifier");

    @ArchTest
    static final ArchRule springBatch = only("provisioning", "org.springframework.batch..");

    @ArchTest
    static final ArchRule engineWithoutSpringBatch = noClasses()
            .that()
            .resideInAPackage(BASE + ".provisioning.create..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.batch..")
            .because("the engine decides about folders, and the job about steps");

    @ArchTest
    static final ArchRule openCsv = only("manifest", "com.opencsv..");

    @ArchTest
    static final ArchRule workbooks = only("manifest.workbook", "org.apache.poi..");

    @ArchTest
    static final ArchRule workbookWriter = only("report", "org.dhatim..");

    @ArchTest
    static final ArchRule http = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".pan123..", BASE + ".notification..", BASE + ".metrics..")
            .and()
            .resideOutsideOfPackage(BASE + ".support..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .because("three packages send requests: to the API, to webhooks, and to a push gateway");

    @ArchTest
    static final ArchRule mail =
            only("notification", "jakarta.mail..", "org.springframework.mail..", "org.springframework.boot.mail..");

    @ArchTest
    static final ArchRule pages = only(
            "console",
            "org.springframework.security..",
            "org.springframework.web.bind..",
            "org.springframework.web.servlet..",
            "org.thymeleaf..");

    @ArchTest
    static final ArchRule logback = only("logging", "ch.qos.logback..");

    @ArchTest
    static final ArchRule resilience = only("pan123", "io.github.resilience4j..");

    @ArchTest
    static final ArchRule resilienceInternals = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.resilience4j..internal..")
            .because("only the public API of a library is ours to use");

    @ArchTest
    static final ArchRule gson = only("simulator", "com.google.gson..");

    @ArchTest
    static final ArchRule commandLine = only("cli", "picocli..");

    @ArchTest
    static final ArchRule jdbc = only("ledger", "java.sql..", "javax.sql..", "org.springframework.jdbc..");

    @ArchTest
    static final ArchRule treeWithoutSql = noClasses()
            .that()
            .resideInAPackage(BASE + ".ledger.tree..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .because("the tree is built in memory");

    @ArchTest
    static final ArchRule standardStreams = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output carries results, and only the commands know which");

    @ArchTest
    static final ArchRule simulator = classes()
            .that()
            .resideInAPackage(BASE + ".simulator..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BASE + ".simulator..", "java..", "com.sun.net.httpserver..", "com.google.gson..", "org.jspecify..")
            .because("a JSON library shared with the client would share its mistakes");

    private record Use(String from, String to, String description) {}

    private static Stream<Use> dependencies(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .map(PackageTests::use)
                .filter(use -> !use.from().equals(use.to()));
    }

    private static Use use(Dependency dependency) {
        return new Use(
                dependency.getOriginClass().getPackageName(),
                dependency.getTargetClass().getBaseComponentType().getPackageName(),
                dependency.getDescription());
    }

    private static boolean isOurs(JavaClass type) {
        return type.getBaseComponentType().getPackageName().startsWith(BASE);
    }

    private static boolean mayUse(String from, String to) {
        boolean shared = to.equals("support") || (to.equals("folder") && !from.equals("support"));
        boolean mayShare = shared && !List.of("", "simulator").contains(from);
        return mayShare || USES.getOrDefault(from, Set.of()).contains(to);
    }

    /** The first part of a package's name below the base; empty for the base package. */
    private static String top(String name) {
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1).replaceFirst("\\..*", "");
    }

    private static ArchRule internal(String room, String inner, String... exceptions) {
        DescribedPredicate<JavaClass> internal = DescribedPredicate.describe(
                "are internal to " + room,
                type -> type.getPackageName().matches("\\Q%s.%s\\E\\.(%s)(\\..*)?".formatted(BASE, room, inner))
                        && !Set.of(exceptions).contains(type.getSimpleName()));
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat(internal)
                .because("callers use the package " + room + ", not its parts; see decision 001");
    }

    private static ArchRule only(String name, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because("only " + name + " uses " + String.join(", ", libraries));
    }
}
