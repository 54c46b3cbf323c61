package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.PantreeApplication;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.testing.TestSimulator;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A workbook whose only row refers to the last of millions of shared texts, read by a process with little memory. */
final class LargeWorkbookTests {

    /** In memory, they would need more than the process has. */
    private static final int TEXTS = 2_000_000;

    private static final String MEMORY = "-Xmx96m";
    private static final long MOST_SECONDS = 120;
    private static final String NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    @BeforeEach
    void start() throws IOException {
        write(folder.resolve("list.xlsx"));
    }

    @Test
    void millionsOfTextsDoNotFillTheMemory() throws Exception {
        assertThat(end(launch())).as(output()).isZero();
        assertThat(simulator.tree()).containsOnlyKeys("/t" + (TEXTS - 1));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
    void aStopSignalEndsTheReading() throws Exception {
        Process run = launch();
        boolean ended = false;
        while (!ended && !output().contains("Reading list.xlsx")) {
            ended = run.waitFor(10, TimeUnit.MILLISECONDS);
        }
        run.destroy();
        assertThat(end(run)).as(output()).isEqualTo(5);
        assertThat(output()).contains("termination signal received");
        assertThat(simulator.stats().mkdirCalls()).isZero();
    }

    private Process launch() throws IOException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                MEMORY,
                "-cp",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                PantreeApplication.class.getName()));
        line.addAll(List.of("run", "list.xlsx", "--base-url", simulator.baseUrl(), "--home", "home"));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PANTREE_LANG", "en");
        builder.environment().put("PANTREE_ACCESS_TOKEN", "simulator-token");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Still running after " + MOST_SECONDS + " s");
        }
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    }

    private static void write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
                Writer out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 1 << 16)) {
            zip.setLevel(Deflater.BEST_SPEED);
            entry(zip, out, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                    <Default Extension="xml" ContentType="application/xml"/></Types>""");
            entry(zip, out, "_rels/.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/>\
                    </Relationships>""".formatted(RELATIONSHIPS));
            entry(zip, out, "xl/workbook.xml", """
                    <workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>\
                    </workbook>""".formatted(NAMESPACE, RELATIONSHIPS));
            entry(zip, out, "xl/_rels/workbook.xml.rels", """
                    <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                    <Relationship Id="rId1" Type="%1$s/worksheet" Target="worksheets/sheet1.xml"/>\
                    <Relationship Id="rId2" Type="%1$s/sharedStrings" Target="sharedStrings.xml"/>\
                    </Relationships>""".formatted(RELATIONSHIPS));
            entry(zip, out, "xl/worksheets/sheet1.xml", """
                    <worksheet xmlns="%s"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>path</t></is></c></row>\
                    <row r="2"><c r="A2" t="s"><v>%d</v></c></row></sheetData>\
                    </worksheet>""".formatted(NAMESPACE, TEXTS - 1));
            entry(zip, out, "xl/sharedStrings.xml", "<sst xmlns=\"" + NAMESPACE + "\">");
            for (int i = 0; i < TEXTS; i++) {
                out.write("<si><t>t" + i + "</t></si>");
            }
            out.write("</sst>");
        }
    }

    private static void entry(ZipOutputStream zip, Writer out, String name, String begin) throws IOException {
        out.flush();
        zip.putNextEntry(new ZipEntry(name));
        out.write(begin);
    }
}
