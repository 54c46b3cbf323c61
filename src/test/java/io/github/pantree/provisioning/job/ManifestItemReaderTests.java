package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestReader;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.test.MetaDataInstanceFactory;

final class ManifestItemReaderTests {

    private static final String CHANGED = Messages.format("problem.file.changed.what");

    @TempDir
    private Path folder;

    private final ManifestReader manifests = new ManifestReader(ManifestOptions.AUTO_DETECT);
    private final List<ManifestFormat> formats = new ArrayList<>();
    private Path file = Path.of("");

    @Test
    void startsFromTheBeginningAfterARestart() throws Exception {
        Path file = Files.writeString(folder.resolve("m.csv"), "path\n/a\n\n/b\n");
        ExecutionContext context = MetaDataInstanceFactory.createStepExecution().getExecutionContext();
        ManifestItemReader first = reader(file, false);
        first.open(context);
        assertThat(line(first)).isEqualTo(2);
        first.update(context);
        first.close();

        ManifestItemReader second = reader(file, false);
        second.open(context);
        assertThat(line(second)).isEqualTo(2);
        assertThat(line(second)).isEqualTo(4);
        assertThat(second.read()).isNull();
        second.close();
    }

    @Test
    void readsNothingOfAManifestThatIsLoaded() throws Exception {
        ManifestItemReader reader = reader(folder.resolve("gone.csv"), true);
        reader.open(new ExecutionContext());
        assertThat(reader.read()).isNull();
        reader.close();
    }

    @Test
    void passesTheFormatBeforeTheFirstRow() throws Exception {
        ManifestItemReader reader = open("key;parent_key;name;note\nk;;a;x\n");
        assertThat(formats)
                .containsExactly(new ManifestFormat(
                        List.of("key", "parent_key", "name", "note"),
                        List.of(3),
                        true,
                        2,
                        new CsvFormat("UTF-8", false, ";")));
        reader.close();
    }

    @Test
    void readsToTheEndOfAFileThatIsOnlyTouched() throws Exception {
        ManifestItemReader reader = open("path\n/a\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(problems(reader)).isEmpty();
    }

    @Test
    void detectsAChangeThatKeepsSizeAndTime() throws Exception {
        ManifestItemReader reader = hashed("path\n/a\n");
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "path\n/b\n");
        Files.setLastModifiedTime(file, time);
        reader.open(new ExecutionContext());
        assertThat(problems(reader)).containsExactly(CHANGED);
    }

    @Test
    void detectsAChangeOfRowsAlreadyRead() throws Exception {
        String rows = "/0123456789\n".repeat(50_000);
        ManifestItemReader reader = open("path\n/a\n" + rows);
        assertThat(line(reader)).isEqualTo(2);
        Files.writeString(file, "path\n/b\n" + rows);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(problems(reader)).containsExactly(CHANGED);
    }

    @Test
    void detectsAChangeOfAFileWithAnInvalidHeader() throws Exception {
        ManifestItemReader reader = hashed("path\n/a\n");
        Files.writeString(file, "nothing\n/a\n");
        reader.open(new ExecutionContext());
        assertThat(problems(reader)).hasSize(2).endsWith(CHANGED);
        assertThat(formats).isEmpty();
    }

    private ManifestItemReader hashed(String content) throws IOException {
        file = Files.writeString(folder.resolve("m.csv"), content);
        return reader(file, false);
    }

    private ManifestItemReader open(String content) throws IOException {
        ManifestItemReader reader = hashed(content);
        reader.open(new ExecutionContext());
        return reader;
    }

    private static List<String> problems(ManifestItemReader reader) throws IOException {
        List<String> found = new ArrayList<>();
        for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
            row.problems().forEach(problem -> found.add(problem.what()));
        }
        reader.close();
        return found;
    }

    private ManifestItemReader reader(Path file, boolean alreadyLoaded) throws IOException {
        String hash = alreadyLoaded ? "" : manifests.contentHash(file);
        return new ManifestItemReader(manifests, file, hash, alreadyLoaded, formats::add);
    }

    private static long line(ManifestItemReader reader) throws Exception {
        ManifestRow row = reader.read();
        return Objects.requireNonNull(row).line();
    }
}
