package io.github.pantree.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM loads for a run: a library that another command needs must not slow down its start. */
@Tag("jar")
final class LoadedClassesTests {

    /** The web server and what belongs to it, mail, workbooks, migrations of an older database, and XML. */
    private static final Pattern OTHERS = Pattern.compile("(jakarta\\.(servlet|mail|websocket)"
            + "|org\\.apache\\.(catalina|coyote|tomcat|poi|xmlbeans)"
            + "|org\\.(thymeleaf|attoparser|unbescape|eclipse\\.angus)"
            + "|org\\.springframework\\.(security|web|http|mail)"
            + "|org\\.springframework\\.boot\\.(security|servlet|tomcat|thymeleaf|webmvc|actuate|health|mail|jackson)"
            + "|org\\.flywaydb\\.core\\.internal|com\\.sun\\.org\\.apache\\.xerces|io\\.prometheus)\\..*");

    /**
     * What the constructor of {@code SpringApplication} looks for to guess the kind of the application, with its
     * superclasses and their interfaces; and what {@code spring.factories} of web modules name, without running it.
     */
    private static final Pattern LOOKED_FOR = Pattern.compile("jakarta\\.servlet\\.(http\\.)?"
            + "(Servlet|ServletConfig|GenericServlet|HttpServlet)"
            + "|org\\.springframework\\.web\\.servlet\\.(HttpServletBean|FrameworkServlet|DispatcherServlet)"
            + "|org\\.springframework\\.web\\.context\\.(Configurable)?WebApplicationContext"
            + "|org\\.springframework\\.boot\\.webmvc\\.WebMvcWebApplicationTypeDeducer");

    @TempDir
    private Path folder;

    @Test
    void aRunLoadsNothingOfOtherCommands() throws Exception {
        List<String> loaded = loadedBy("run");
        assertThat(loaded).contains("io.github.pantree.provisioning.create.FolderCreator", "org.h2.Driver");
        assertThat(loaded)
                .filteredOn(OTHERS.asMatchPredicate())
                .filteredOn(LOOKED_FOR.asMatchPredicate().negate())
                .isEmpty();
    }

    private List<String> loadedBy(String command) throws IOException, InterruptedException {
        Path manifest = Files.writeString(folder.resolve("manifest.csv"), "path\n/a/b\n");
        Path classes = folder.resolve("classes.txt");
        try (Simulator simulator = Simulator.start(SimulatorSettings.defaults())) {
            Jar jar = new Jar(folder).withJavaOption("-Xlog:class+load:file=" + classes + ":none");
            assertThat(jar.run(command, manifest.toString(), "--base-url", simulator.baseUrl(), "--home", "home"))
                    .as(jar.stderr())
                    .isZero();
        }
        return Files.readAllLines(classes).stream()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }
}
