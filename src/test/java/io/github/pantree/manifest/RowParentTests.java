package io.github.pantree.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.support.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowParentTests {

    private final NameChecker names = new NameChecker(ManifestOptions.AUTO_DETECT);

    @Test
    void isTheTargetWithoutAnAnchorColumnOrWithAnEmptyCell() {
        assertThat(RowParent.of(1, List.of("a"), RowParent.NONE, names)).isEqualTo(new RowParent("", "", null));
        assertThat(RowParent.of(1, List.of("a", ""), 1, names)).isEqualTo(new RowParent("", "", null));
        assertThat(names.found()).isEmpty();
    }

    @Test
    void givesAFolderAKeyThatNoCellCanHold() {
        assertThat(RowParent.of(1, List.of("D1="), 0, names)).isEqualTo(new RowParent("\u0001D1=", "D1=:", "D1="));
        assertThat(names.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "D 1", "D1 ", "\u00a0D1", "D\u00011", "\ud800"})
    void refusesWhatCannotBeADirId(String dirId) {
        assertThat(RowParent.of(8, List.of("a", "b", dirId), 2, names).dirId()).isEqualTo(dirId);
        assertThat(names.found()).containsExactly(Problem.of(8, 3, "row.dirId", dirId));
    }

    @Test
    void addsTheAnchorBehindTheColumnsOfTheShape() {
        assertThat(RowParent.columns(RowParent.NONE, 3, 1)).containsExactly(3, 1);
        assertThat(RowParent.columns(0, 3, 1)).containsExactly(3, 1, 0);
    }
}
