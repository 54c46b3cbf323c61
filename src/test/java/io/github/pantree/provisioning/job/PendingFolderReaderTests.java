package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.provisioning.create.ObservedLedger;
import io.github.pantree.testing.TestLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PendingFolderReaderTests {

    private static final int PAGE = 1_000;

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    private final ObservedLedger observed = new ObservedLedger(database.ledger());

    private List<PendingFolder> read(long manifest) {
        PendingFolderReader reader = new PendingFolderReader(manifest, observed.ledger());
        List<PendingFolder> read = new ArrayList<>();
        for (PendingFolder next = reader.read(); next != null; next = reader.read()) {
            read.add(next);
        }
        assertThat(reader.read()).as("stays at its end").isNull();
        return read;
    }

    private static long manifest(int folders) {
        return database.manifest(
                IntStream.range(0, folders).mapToObj(i -> "/n" + i).toArray(String[]::new));
    }

    @Test
    void readsParentsBeforeChildrenAndMarksTheLast() {
        List<PendingFolder> read = read(database.manifest("/a/b/c", "/d"));
        assertThat(read).extracting(item -> folder(item).path()).containsExactly("/d", "/a", "/a/b", "/a/b/c");
        assertThat(read).extracting(PendingFolder::last).containsExactly(false, false, false, true);
    }

    @Test
    void readsOnlyMissingFolders() {
        long manifest = database.manifest("/a", "/b", "/c", "/d");
        database.ended(manifest, "/a", FolderState.CREATED, "A", null);
        database.ended(manifest, "/d", FolderState.FAILED, null, "no");
        database.ledger().folders().markSent(manifest, List.of(3L), Map.of());
        List<PendingFolder> read = read(manifest);
        assertThat(read).extracting(item -> folder(item).path()).containsExactly("/b", "/c");
        assertThat(read).extracting(PendingFolder::last).containsExactly(false, true);
    }

    @Test
    void readsNothingIfAllFoldersExist() {
        long manifest = database.manifest("/a");
        database.ended(manifest, "/a", FolderState.CREATED, "A", null);
        assertThat(read(manifest)).isEmpty();
    }

    @Test
    void readsPageAfterPage() {
        List<PendingFolder> read = read(manifest(2 * PAGE));
        assertThat(read)
                .hasSize(2 * PAGE)
                .extracting(item -> folder(item).number())
                .doesNotHaveDuplicates();
        assertThat(read.get(PAGE - 1).last()).as("the last of a page").isFalse();
        assertThat(read.get(2 * PAGE - 1).last()).isTrue();
        assertThat(observed.count("unfinished")).isLessThanOrEqualTo(5);
    }

    @Test
    void doesNotReadFoldersThatWereCreatedMeanwhile() {
        long manifest = manifest(PAGE + 2);
        PendingFolderReader reader = new PendingFolderReader(manifest, database.ledger());
        PendingFolder first = reader.read();
        assertThat(first).isNotNull();
        database.ended(manifest, "/n" + (PAGE + 1), FolderState.CREATED, "id", null);
        List<Long> numbers = new ArrayList<>();
        boolean last = false;
        for (PendingFolder next = reader.read(); next != null; next = reader.read()) {
            numbers.add(folder(next).number());
            last = next.last();
        }
        assertThat(numbers).hasSize(PAGE).startsWith(2L).endsWith(PAGE + 1L);
        assertThat(last).isTrue();
    }

    private static LedgerFolder folder(PendingFolder item) {
        return Objects.requireNonNull(item.folder());
    }
}
