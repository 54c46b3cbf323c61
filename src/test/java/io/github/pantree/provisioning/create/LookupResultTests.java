package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.support.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LookupResultTests {

    private static final Entry FOLDER = new Entry("a", new DirId("1"), true);
    private static final Entry TWIN = new Entry("a", new DirId("2"), true);
    private static final Entry FILE = new Entry("a", new DirId("3"), false);
    private static final Entry OTHER = new Entry("b", new DirId("4"), true);

    @Test
    void showsTheOneFolderOfTheName() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(FOLDER, OTHER));
        assertThat(result).isEqualTo(new LookupResult(List.of(new DirId("1")), false));
        assertThat(result.isAbsent()).isFalse();
    }

    @Test
    void showsNothingWhenNothingHasTheName() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(OTHER));
        assertThat(result).isEqualTo(new LookupResult(List.of(), false));
        assertThat(result.isAbsent()).isTrue();
    }

    @Test
    void prefersAFolderToAFileOfItsName() {
        assertThat(LookupResult.of("a", ScriptedApi.listed(FILE, FOLDER)).dirId())
                .isEqualTo(new DirId("1"));
    }

    @Test
    void reportsAFileInTheWay() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(FILE));
        assertThat(result.dirId()).isNull();
        assertThat(result.conflict()).startsWith("a file with this name exists");
        assertThat(result.isAbsent()).isFalse();
    }

    @Test
    void reportsSeveralFoldersWithTheirDirIds() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(FOLDER, TWIN));
        assertThat(result.dirId()).isNull();
        assertThat(result.conflict()).startsWith("2 folders with this name exist (dirIDs 1, 2)");
    }

    @Test
    void resolvesAFolderAsOursAdoptedOrFailed() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(FOLDER));
        assertThat(result.resolution(true, OnExisting.FAIL))
                .isEqualTo(new Resolution.Exists(FolderState.CREATED, new DirId("1"), null));
        assertThat(result.resolution(false, OnExisting.ADOPT))
                .isEqualTo(new Resolution.Exists(FolderState.EXISTED, new DirId("1"), null));
        assertThat(result.resolution(false, OnExisting.FAIL))
                .isEqualTo(new Resolution.Failed(Messages.format("row.exists", "1")));
    }

    @Test
    void failsOnAConflictEvenIfItMayBeOurs() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed(FOLDER, TWIN));
        assertThat(result.resolution(true, OnExisting.ADOPT))
                .isEqualTo(new Resolution.Failed(String.valueOf(result.conflict())));
    }

    @Test
    void resolvesNothingThatIsAbsent() {
        LookupResult result = LookupResult.of("a", ScriptedApi.listed());
        assertThatThrownBy(() -> result.resolution(true, OnExisting.ADOPT)).isInstanceOf(IllegalStateException.class);
    }
}
