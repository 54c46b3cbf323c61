package io.github.pantree.report;

import static io.github.pantree.report.LedgerFile.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.ManifestFormat;
import io.github.pantree.support.CsvFormat;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanFileTests {

    @TempDir
    private Path home;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private LedgerFile file;

    @SuppressWarnings("NullAway.Init") // before each test
    private PlanFile plan;

    /** The folders a, b, =c and a/d, with the numbers 1 to 4. */
    @BeforeEach
    void open() {
        file = new LedgerFile(home);
        ManifestFormat columns = new ManifestFormat(
                List.of("key", "parent_key", "name", "note"), List.of(3), true, 2, new CsvFormat("UTF-8", false, ","));
        file.resolve(
                columns, row(2, "a", "", "x"), row(3, "b", "", "x"), row(4, "=c()", "", "x"), row(5, "d", "a", "x"));
        plan = new PlanFile(home.resolve("plan.csv"));
    }

    @Test
    void writesWhatARunWouldDoWithEachFolder() throws IOException {
        change(1, FolderState.EXISTED, "11", null);
        change(2, FolderState.FAILED, null, "a file is there");
        change(4, FolderState.BLOCKED, null, "below");
        write();
        assertThat(home.resolve("plan.csv")).hasContent("""
            line,path,name,action,dir_id,message
            2,/a,a,exists,11,
            3,/b,b,conflict,,a file is there
            4,/=c(),'=c(),create,,
            5,/a/d,d,below-conflict,,below
            """);
    }

    @Test
    void planHoldsForAnUnchangedLedger() throws IOException {
        change(1, FolderState.EXISTED, "11", null);
        write();
        assertThat(difference()).isNull();
    }

    @Test
    void planHoldsForFoldersThatItsRunsCreated() throws IOException {
        write();
        change(1, FolderState.CREATED, "11", null);
        change(2, FolderState.SENT, null, null);
        assertThat(difference()).isNull();
    }

    @Test
    void planHoldsIfOnlyMessagesDiffer() throws IOException {
        change(2, FolderState.FAILED, null, "before");
        write();
        change(2, FolderState.FAILED, null, "after");
        assertThat(difference()).isNull();
    }

    @Test
    void namesTheFirstFolderThatDiffers() throws IOException {
        write();
        change(2, FolderState.EXISTED, "12", null);
        change(3, FolderState.FAILED, null, "no");
        assertThat(difference())
                .isEqualTo(Messages.format(
                        "plan.differs",
                        "/b",
                        Messages.format("plan.action.create"),
                        Messages.format("plan.action.exists")));
    }

    @Test
    void planDiffersIfAnExistingFolderHasAnotherDirId() throws IOException {
        change(1, FolderState.EXISTED, "11", null);
        write();
        change(1, FolderState.EXISTED, "111", null);
        String exists = Messages.format("plan.action.exists");
        assertThat(difference()).isEqualTo(Messages.format("plan.differs", "/a", exists, exists));
    }

    @Test
    void planDiffersIfItHasMoreOrFewerFolders() throws IOException {
        write();
        Files.writeString(home.resolve("plan.csv"), "6,/e,e,create,,\n", StandardOpenOption.APPEND);
        assertThat(difference()).isEqualTo(Messages.format("plan.longer"));
        List<String> lines = Files.readAllLines(home.resolve("plan.csv"));
        Files.write(home.resolve("plan.csv"), lines.subList(0, 4));
        assertThat(difference()).startsWith("/a/d: ").contains(Messages.format("plan.action.create"));
    }

    private void change(long number, FolderState state, @Nullable String dirId, @Nullable String message) {
        DirId id = dirId == null ? null : new DirId(dirId);
        file.ledger()
                .folders()
                .saveOutcomes(file.manifest(), List.of(new FolderUpdate(number, state, false, id, message, null)));
    }

    private void write() throws IOException {
        plan.write(file.ledger().report(), file.manifest(), ByteOrderMark.AUTO);
    }

    private @Nullable String difference() throws IOException {
        return plan.firstDifference(file.ledger().report(), file.manifest()).orElse(null);
    }
}
