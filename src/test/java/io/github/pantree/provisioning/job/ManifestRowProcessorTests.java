package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.StagedRow;
import io.github.pantree.manifest.ManifestRow;
import io.github.pantree.manifest.ManifestRow.FolderRequest;
import io.github.pantree.support.CellCodec;
import io.github.pantree.support.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ManifestRowProcessorTests {

    private static final List<String> CELLS = List.of("/a/b", "note");

    private final ManifestRowProcessor processor = new ManifestRowProcessor(new DirId("target"));

    private StagedManifestRow process(FolderRequest... requests) {
        return processor.process(new ManifestRow(7, CELLS, List.of(requests), List.of()));
    }

    private static FolderRequest request(@Nullable Long line, String key, String parentKey, @Nullable String parent) {
        return new FolderRequest(line, 1, 2, key, parentKey, key.substring(key.lastIndexOf('/') + 1), parent);
    }

    private static StagedRow staged(
            @Nullable Long line, String key, String parentKey, @Nullable String parent, @Nullable String cells) {
        return new StagedRow(line, 1, 2, key, parentKey, parent, key.substring(key.lastIndexOf('/') + 1), cells);
    }

    @Test
    void onlyTheFolderThatTheRowNamesHasItsCells() {
        assertThat(process(request(7L, "/a/b", "/a", null), request(null, "/a", "", null))
                        .folders())
                .containsExactly(
                        staged(7L, "/a/b", "/a", null, CellCodec.encode(CELLS)), staged(null, "/a", "", null, null));
    }

    @Test
    void theTargetAsExplicitParentIsAsGoodAsNone() {
        assertThat(process(
                                request(7L, "target:/a/b", "target:/a", null),
                                request(null, "target:/a", "target:", "target"))
                        .folders())
                .containsExactly(
                        staged(7L, "/a/b", "/a", null, CellCodec.encode(CELLS)), staged(null, "/a", "", null, null));
    }

    @Test
    void anotherExplicitParentIsKept() {
        assertThat(process(request(7L, "targets:/a", "targets:", "targets")).folders())
                .containsExactly(staged(7L, "targets:/a", "targets:", "targets", CellCodec.encode(CELLS)));
    }

    @Test
    void keepsTheProblemsOfARowWithoutFolders() {
        Problem problem = Problem.of(7, 1, "file.rows", "");
        StagedManifestRow row = processor.process(ManifestRow.bad(problem));
        assertThat(row.folders()).isEmpty();
        assertThat(row.problems()).containsExactly(problem);
    }
}
