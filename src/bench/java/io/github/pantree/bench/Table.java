package io.github.pantree.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of a class of benchmarks: printed at its end, and appended to those of the classes before. */
final class Table {

    private static final Path FILE = Path.of("target/benchmarks.txt");

    /** Measured before any work, when the first table is created; negative if the system does not report it. */
    private static final double LOAD_AT_FIRST =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    private static boolean begun;

    private final List<String> lines = new ArrayList<>();

    Table(String title) {
        lines.add("");
        lines.add(title);
    }

    void line(String work, String figures, Object... values) {
        String text = String.format(Locale.ROOT, figures, values);
        lines.add(String.format(Locale.ROOT, "%-58s %s", work, text).stripTrailing());
    }

    void print() throws IOException {
        synchronized (Table.class) {
            if (!begun) {
                Files.deleteIfExists(FILE);
                lines.add(0, machine());
                begun = true;
            }
            String text = String.join("\n", lines) + "\n";
            System.out.println("\n" + text);
            Files.writeString(FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** The properties of the machine that affect the figures. */
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
