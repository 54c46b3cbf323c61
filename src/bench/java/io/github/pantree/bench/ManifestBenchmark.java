package io.github.pantree.bench;

import com.opencsv.CSVReader;
import io.github.pantree.manifest.Manifest;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** Reads and checks a row, compared with reading it with OpenCSV alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManifestBenchmark {

    private static final int ROWS = 50_000;

    private Path folder;
    private Path file;

    @Setup
    public void write() throws Exception {
        folder = Files.createTempDirectory("pantree-bench");
        file = new Manifests(folder).shuffled("rows", ROWS);
    }

    @TearDown
    public void delete() throws Exception {
        Files.delete(file);
        Files.delete(folder);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void row(Blackhole hole) throws Exception {
        try (Manifest.Rows rows =
                new ManifestReader(ManifestOptions.AUTO_DETECT).open(file).rows()) {
            for (ManifestRow row = rows.next(); row != null; row = rows.next()) {
                hole.consume(row);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void rowOfOpenCsvAlone(Blackhole hole) throws Exception {
        try (CSVReader reader = Manifests.openCsv(file)) {
            for (String[] row = reader.readNext(); row != null; row = reader.readNext()) {
                hole.consume(row);
            }
        }
    }
}
