package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import org.junit.jupiter.api.Test;

final class LookupResultTests {

    private static final Entry FOLDER = new Entry("a", new DirId("1"), true);
    private static final Entry TWIN = new Entry("a", new DirId("2"), true);
    private static final Entry FILE = new Entry("a", new DirId("3"), false);
    private static final Entry OTHER = new Entry("b", new DirId("4"), true);

    @Test
    void showsTheOneFolderOfTheName() {
        LookupResult sighting = LookupResult.of("a", ScriptedApi.listed(FOLDER, OTHER));
        assertThat(sighting).isEqualTo(new LookupResult(new DirId("1"), null));
        assertThat(sighting.isAbsent()).isFalse();
    }

    @Test
    void showsNothingWhenNothingHasTheName() {
        LookupResult sighting = LookupResult.of("a", ScriptedApi.listed(OTHER));
        assertThat(sighting).isEqualTo(new LookupResult(null, null));
        assertThat(sighting.isAbsent()).isTrue();
    }

    @Test
    void prefersAFolderToAFileOfItsName() {
        assertThat(LookupResult.of("a", ScriptedApi.listed(FILE, FOLDER)).dirId())
                .isEqualTo(new DirId("1"));
    }

    @Test
    void reportsAFileInTheWay() {
        LookupResult sighting = LookupResult.of("a", ScriptedApi.listed(FILE));
        assertThat(sighting.dirId()).isNull();
        assertThat(sighting.conflict()).startsWith("a file of this name is there");
        assertThat(sighting.isAbsent()).isFalse();
    }

    @Test
    void reportsSeveralFoldersWithTheirDirIds() {
        LookupResult sighting = LookupResult.of("a", ScriptedApi.listed(FOLDER, TWIN));
        assertThat(sighting.dirId()).isNull();
        assertThat(sighting.conflict()).startsWith("2 folders of this name are there (dirIDs 1, 2)");
    }
}
