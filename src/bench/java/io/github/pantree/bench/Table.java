package io.github.pantree.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a class of benchmarks: printed at its end, and appended to those of the classes before. */
public final class Table {

    private static final Path FILE = Path.of("target/benchmarks.txt");

    /** Measured before any work, when the first table is created; negative if the system does not report it. */
    private static final double LOAD_AT_FIRST =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    private static final boolean RECORDING = Boolean.getBoolean("pantree.bench.record");
    private static final RecordedRatios RATIOS = ratios();

    /** What the tables that have been printed contain. */
    private static final List<String> PRINTED = new ArrayList<>();

    private final List<String> lines = new ArrayList<>();

    public Table(String title) {
        lines.add("");
        lines.add(title);
    }

    private static RecordedRatios ratios() {
        try {
            return new RecordedRatios();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row that is not compared. */
    public void line(String work, String figures, Object... values) {
        String text = String.format(Locale.ROOT, figures, values);
        lines.add(String.format(Locale.ROOT, "%-58s %s", work, text).stripTrailing());
    }

    /**
     * A row that is compared with the recorded one.
     *
     * @param bound a lower bound, a target, or a peer
     * @param unit of both values, of which less is better
     */
    public void ratio(String row, double reached, String bound, double boundValue, String unit) {
        double ratio = reached / boundValue;
        RATIOS.add(row, ratio);
        line(row, "%.2f %s; %s %.2f %s; ratio %.2f", reached, unit, bound, boundValue, unit, ratio);
    }

    /** Prints this table, and the regressions so far. */
    public void print() throws IOException {
        synchronized (Table.class) {
            System.out.println("\n" + String.join("\n", lines) + "\n");
            PRINTED.addAll(lines);
            List<String> all = new ArrayList<>(List.of(machine()));
            List<String> regressions = RATIOS.regressions();
            if (!regressions.isEmpty()) {
                all.add("");
                all.add("More than 10 % above the recorded ratio");
                all.addAll(regressions);
                regressions.forEach(System.out::println);
            }
            all.addAll(PRINTED);
            Files.write(FILE, all);
            if (RECORDING) {
                RATIOS.record();
            }
        }
    }

    private static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "JDK %s (%s), %s %s, %d processors, load average %.1f at first",
                System.getProperty("java.runtime.version"),
                System.getProperty("java.vendor"),
                system.getName(),
                system.getArch(),
                system.getAvailableProcessors(),
                LOAD_AT_FIRST);
    }
}
