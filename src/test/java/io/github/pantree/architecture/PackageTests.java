package io.github.pantree.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

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

    /** By sub-package: the top-level packages outside of its own that may use it. */
    private static final Map<String, Set<String>> USERS = Map.ofEntries(
            Map.entry("console.login", Set.of()),
            Map.entry("console.upload", Set.of()),
            Map.entry("provisioning.run", Set.of("cli", "console", "schedule")),
            Map.entry("provisioning.settings", Set.of("cli", "schedule")),
            Map.entry("provisioning.history", Set.of("cli", "schedule")),
            Map.entry("provisioning.plan", Set.of("cli", "console")),
            Map.entry("provisioning.progress", Set.of("cli", "console")),
            Map.entry("provisioning.lock", Set.of("cli", "console", "schedule")),
            Map.entry("provisioning.job", Set.of()),
            Map.entry("provisioning.create", Set.of()),
            Map.entry("ledger.config", Set.of("provisioning")),
            Map.entry("ledger.postgres", Set.of("provisioning")),
            Map.entry("ledger.jdbc", Set.of()),
            Map.entry("ledger.tree", Set.of()),
            Map.entry("pan123.http", Set.of()),
            Map.entry("pan123.pace", Set.of()),
            Map.entry("pan123.token", Set.of()),
            Map.entry("manifest.record", Set.of()),
            Map.entry("manifest.workbook", Set.of()),
            Map.entry("notification.channel", Set.of()));

    /** The only types of internal sub-packages that other packages use: they create the others, or read a file. */
    private static final Set<String> ENTRY_POINTS = Set.of(
            "pan123.http.Pan123Configuration",
            "pan123.pace.RateStore",
            "pan123.pace.RateStore$DetectedRate",
            "pan123.token.FileTokenStore",
            "notification.channel.Notifier");

    /** Inside {@code provisioning}, by sub-package: the others that it may use. */
    private static final Map<String, Set<String>> INNER_USES = Map.of(
            "history", Set.of("job", "progress", "plan", "lock", "settings", "run"),
            "job", Set.of("create", "plan", "progress", "lock", "settings", "run"),
            "create", Set.of("settings", "run"),
            "plan", Set.of("lock", "settings", "run"),
            "progress", Set.of("lock", "settings", "run"),
            "lock", Set.of("settings", "run"),
            "settings", Set.of("run"),
            "run", Set.of());

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
    static void subPackagesAreUsedFromAllowedPackages(JavaClasses classes) {
        Set<String> violations = dependencies(classes)
                .filter(d -> !top(d.from()).equals(top(d.to())))
                .filter(d -> sub(d.to()).contains(".") && !ENTRY_POINTS.contains(sub(d.target())))
                .filter(d -> !USERS.getOrDefault(sub(d.to()), Set.of()).contains(top(d.from())))
                .map(d -> top(d.from()) + " must not use " + sub(d.to()) + ": " + d.description())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(violations)
                .as("dependencies that USERS, and the table in decision 001, do not allow")
                .isEmpty();
        assertThat(classes.stream()
                        .map(type -> sub(type.getPackageName()))
                        .filter(name -> name.contains("."))
                        .collect(Collectors.toSet()))
                .as("all sub-packages")
                .isEqualTo(USERS.keySet());
    }

    @ArchTest
    static void partsOfProvisioningUseOnlyWhatIsBelow(JavaClasses classes) {
        Set<String> violations = dependencies(classes)
                .filter(d -> top(d.from()).equals("provisioning") && top(d.to()).equals("provisioning"))
                .filter(d -> INNER_USES.containsKey(last(d.from())))
                .filter(d -> !INNER_USES.getOrDefault(last(d.from()), Set.of()).contains(last(d.to())))
                .map(d -> last(d.from()) + " must not use " + last(d.to()) + ": " + d.description())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(violations)
                .as("dependencies that INNER_USES, and decision 001, do not allow")
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
    static final ArchRule springBatch = only("provisioning.job", "org.springframework.batch..");

    @ArchTest
    static final ArchRule openCsv = only("manifest", "com.opencsv..");

    @ArchTest
    static final ArchRule workbooks = only("manifest.workbook", "org.apache.poi..");

    @ArchTest
    static final ArchRule workbookWriter = only("report", "org.dhatim..");

    @ArchTest
    static final ArchRule resultFiles = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".report..")
            .and()
            .doNotHaveSimpleName("ResultWriter")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("ResultFiles")
            .because("the results of runs and comparisons are written in one place");

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

    /** Spring Batch numbers its executions with JDBC's incrementers; the configuration of its repository wraps one. */
    @ArchTest
    static final ArchRule jdbc = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".ledger..")
            .and()
            .haveNameNotMatching(".*\\.job\\.JobRepositoryConfiguration.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .because("only ledger uses JDBC");

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

    /** @param target the name of the type that is used */
    private record Use(String from, String to, String target, String description) {}

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
                dependency.getTargetClass().getBaseComponentType().getName(),
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

    /** A name below the base, such as {@code ledger.jdbc}. */
    private static String sub(String name) {
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
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
