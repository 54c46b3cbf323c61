package io.github.pantree.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Messages;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FailureCauseTests {

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);

    @AfterEach
    void restoreLanguage() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    @ParameterizedTest
    @CsvSource({
        "row.name, NAME",
        "row.file, FILE",
        "row.several, SEVERAL",
        "row.exists, EXISTS",
        "row.shared, SAME",
        "row.askedTwice, SAME",
        "row.parent, PARENT",
        "row.explicitParent, PARENT",
        "row.parentDeleted, PARENT_DELETED",
        "row.trashed, TRASHED",
        "row.numbered, NUMBERED",
        "row.additionalUnlisted, NUMBERED",
        "row.elsewhere, NUMBERED",
        "row.additional, NUMBERED",
        "row.unseen, UNSEEN",
        "row.unproven, UNSEEN",
        "row.unlisted, UNSEEN",
        "row.givenUp, GIVEN_UP"
    })
    void aMessageIsRecognizedInEveryLanguage(String key, FailureCause cause) {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINA}) {
            Locale.setDefault(Locale.Category.DISPLAY, language);
            String message = Messages.format(key, "a\nb", "(b)", "c");
            Locale.setDefault(Locale.Category.DISPLAY, Locale.FRANCE);
            assertThat(FailureCause.of(folder(FolderState.FAILED, message)))
                    .as(message)
                    .isEqualTo(cause);
        }
    }

    @Test
    void theStateIsACauseAsWell() {
        assertThat(FailureCause.of(folder(FolderState.BLOCKED, "x"))).isEqualTo(FailureCause.BLOCKED);
        assertThat(FailureCause.of(folder(FolderState.SENT, null))).isEqualTo(FailureCause.IN_DOUBT);
        assertThat(FailureCause.of(folder(FolderState.PENDING, null))).isEqualTo(FailureCause.PENDING);
        assertThat(FailureCause.of(folder(FolderState.FAILED, "unheard of"))).isEqualTo(FailureCause.OTHER);
        assertThat(FailureCause.of(folder(FolderState.FAILED, null))).isEqualTo(FailureCause.OTHER);
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseHasATitleAndARemedy(FailureCause cause) {
        assertThat(cause.title()).isNotBlank();
        assertThat(cause.remedy()).isNotBlank();
    }

    private static LedgerFolder folder(FolderState state, @Nullable String message) {
        return new LedgerFolder(1, 0, 1, "a", "/a", 2L, null, state, false, false, null, message, null, false);
    }
}
