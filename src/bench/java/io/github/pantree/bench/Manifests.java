package io.github.pantree.bench;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Writes manifests of the path format.
 *
 * @param folder the folder of the manifests
 */
record Manifests(Path folder) {

    /** The given number of children under each of the given number of implicit parents. */
    Path tree(String name, int parents, int children) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < parents * children; i++) {
            rows.add("/%s%d/%s-%d".formatted(name, i / children, name, i % children));
        }
        return write(name, rows);
    }

    /** The given number of children under every folder, up to a total size. */
    Path fanout(String name, int width, int size) throws IOException {
        List<String> rows = new ArrayList<>();
        List<String> paths = new ArrayList<>(List.of(""));
        for (int i = 0; rows.size() < size; i++) {
            for (int child = 0; child < width && rows.size() < size; child++) {
                paths.add(paths.get(i) + "/" + name + child);
                rows.add(paths.get(paths.size() - 1));
            }
        }
        return write(name, rows);
    }

    /** Customers with a hundred files each, under regions of five hundred customers, and ten rows at the top level. */
    Path shuffled(String name, int size) throws IOException {
        List<String> rows = new ArrayList<>(size);
        for (int i = 0; rows.size() < size - 10; i++) {
            rows.add("/区域%02d/客户%05d/档案%07d".formatted(i / 50_000, i / 100, i));
        }
        for (int i = 0; i < 10; i++) {
            rows.add("/late" + i);
        }
        Collections.shuffle(rows, new Random(1));
        return write(name, rows);
    }

    private Path write(String name, List<String> rows) throws IOException {
        Path file = folder.resolve(name + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("path\n");
            for (String row : rows) {
                out.write(row);
                out.write('\n');
            }
        }
        return file;
    }

    /** A reader that only parses a manifest. */
    static CSVReader openCsv(Path file) throws IOException {
        return new CSVReaderBuilder(Files.newBufferedReader(file))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .build();
    }
}
