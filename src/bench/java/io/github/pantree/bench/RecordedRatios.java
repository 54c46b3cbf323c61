package io.github.pantree.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ratios of the last recorded benchmarks, in {@code src/bench/ratios.csv}: JDK, row, ratio to a bound or a peer of
 * the same machine and moment. Smaller is better. {@code -Dpantree.bench.record=true} records new ones.
 */
final class RecordedRatios {

    private static final Path FILE = Path.of("src/bench/ratios.csv");
    private static final String HEADER = "jdk,row,ratio";
    /** Less is noise. */
    private static final double REGRESSION = 1.1;

    private final Path file;
    private final String jdk;
    private final Map<String, Double> recorded = new TreeMap<>();
    private final Map<String, Double> measured = new TreeMap<>();

    RecordedRatios() throws IOException {
        this(FILE, String.valueOf(Runtime.version().feature()));
    }

    RecordedRatios(Path file, String jdk) throws IOException {
        this.file = file;
        this.jdk = jdk;
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().skip(1).forEach(line -> {
                int end = line.lastIndexOf(',');
                recorded.put(line.substring(0, end), Double.valueOf(line.substring(end + 1)));
            });
        }
    }

    /** @param row without commas; the same in every run */
    void add(String row, double ratio) {
        measured.put(jdk + "," + row, ratio);
    }

    /** A line for each ratio that is more than 10 % above the recorded one. */
    List<String> regressions() {
        List<String> lines = new ArrayList<>();
        measured.forEach((row, ratio) -> {
            Double last = recorded.get(row);
            if (last != null && ratio > last * REGRESSION) {
                lines.add(String.format(
                        Locale.ROOT, "JDK %s: %.2f, recorded %.2f", row.replaceFirst(",", ", "), ratio, last));
            }
        });
        return lines;
    }

    /** Replaces the recorded ratios of the measured rows. */
    void record() throws IOException {
        Map<String, Double> all = new TreeMap<>(recorded);
        all.putAll(measured);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        all.forEach((row, ratio) -> lines.add(String.format(Locale.ROOT, "%s,%.2f", row, ratio)));
        Files.write(file, lines);
    }
}
