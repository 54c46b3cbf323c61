package io.github.pantree.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

/** The table of rooms in src/docs/decisions/001. */
@AnalyzeClasses(packages = "io.github.pantree", importOptions = DoNotIncludeTests.class)
final class RoomTests {

    private static final String BASE = "io.github.pantree";

    @ArchTest
    static final ArchRule rooms = Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy(BASE)
            .layer("cli")
            .definedBy(BASE + ".cli..")
            .layer("schedule")
            .definedBy(BASE + ".schedule..")
            .layer("provisioning")
            .definedBy(BASE + ".provisioning..")
            .layer("manifest")
            .definedBy(BASE + ".manifest..")
            .layer("ledger")
            .definedBy(BASE + ".ledger..")
            .layer("pan123")
            .definedBy(BASE + ".pan123..")
            .layer("report")
            .definedBy(BASE + ".report..")
            .layer("notification")
            .definedBy(BASE + ".notification..")
            .layer("simulator")
            .definedBy(BASE + ".simulator..")
            .layer("logging")
            .definedBy(BASE + ".logging..")
            .layer("metrics")
            .definedBy(BASE + ".metrics..")
            .layer("folder")
            .definedBy(BASE + ".folder..")
            .layer("support")
            .definedBy(BASE + ".support..")
            .whereLayer("root")
            .mayOnlyAccessLayers("cli")
            .whereLayer("cli")
            .mayOnlyAccessLayers(
                    "schedule",
                    "provisioning",
                    "manifest",
                    "pan123",
                    "notification",
                    "simulator",
                    "logging",
                    "folder",
                    "support")
            .whereLayer("schedule")
            .mayOnlyAccessLayers("provisioning", "pan123", "notification", "logging", "metrics", "folder", "support")
            .whereLayer("provisioning")
            .mayOnlyAccessLayers(
                    "manifest", "ledger", "pan123", "report", "notification", "logging", "metrics", "folder", "support")
            .whereLayer("manifest")
            .mayOnlyAccessLayers("folder", "support")
            .whereLayer("ledger")
            .mayOnlyAccessLayers("folder", "support")
            .whereLayer("pan123")
            .mayOnlyAccessLayers("logging", "metrics", "folder", "support")
            .whereLayer("report")
            .mayOnlyAccessLayers("ledger", "folder", "support")
            .whereLayer("notification")
            .mayOnlyAccessLayers("folder", "support")
            .whereLayer("logging")
            .mayOnlyAccessLayers("folder", "support")
            .whereLayer("metrics")
            .mayOnlyAccessLayers("folder", "support")
            .whereLayer("simulator")
            .mayNotAccessAnyLayer()
            .whereLayer("folder")
            .mayOnlyAccessLayers("support")
            .whereLayer("support")
            .mayNotAccessAnyLayer()
            .because("one can read a room without reading the others");

    @ArchTest
    static final ArchRule noCycles = slices().matching(BASE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("a cycle of rooms is one room with two names");

    @ArchTest
    static final ArchRule springBatch = only("provisioning", "org.springframework.batch..");

    @ArchTest
    static final ArchRule openCsv = only("manifest", "com.opencsv..");

    @ArchTest
    static final ArchRule gson = only("simulator", "com.google.gson..");

    @ArchTest
    static final ArchRule workbooks = only("manifest", "org.apache.poi..", "com.github.pjfanning..");

    @ArchTest
    static final ArchRule http = noClasses()
            .that()
            .resideOutsideOfPackages(
                    BASE + ".pan123..", BASE + ".notification..", BASE + ".metrics..", BASE + ".support..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.net.http..")
            .because(
                    "three packages call services: the API, webhooks and a push gateway; support bounds their answers");

    @ArchTest
    static final ArchRule mail =
            only("notification", "jakarta.mail..", "org.springframework.mail..", "org.springframework.boot.mail..");

    @ArchTest
    static final ArchRule logback = only("logging", "ch.qos.logback..");

    @ArchTest
    static final ArchRule resilience = only("pan123", "io.github.resilience4j..");

    @ArchTest
    static final ArchRule commandLine = only("cli", "picocli..");

    @ArchTest
    static final ArchRule jdbc = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
            .because("what the database looks like is the ledger's business alone");

    @ArchTest
    static final ArchRule standardStreams = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .because("standard output carries results, and one room knows which");

    @ArchTest
    static final ArchRule messages = classes()
            .that()
            .resideInAPackage(BASE + ".simulator..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    BASE + ".simulator..", "java..", "com.sun.net.httpserver..", "com.google.gson..", "org.jspecify..")
            .because("a JSON library shared with the client would share its mistakes");

    private static ArchRule only(String room, String... libraries) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .because(String.join(", ", libraries) + " is known to the room " + room + " alone");
    }
}
