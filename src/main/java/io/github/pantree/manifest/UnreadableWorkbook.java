package io.github.pantree.manifest;

import io.github.pantree.folder.Words;
import java.io.IOException;

/** A workbook that is not read, with the reason in the reader's language. */
final class UnreadableWorkbook extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param key the words of the reason are {@code workbook.KEY} */
    UnreadableWorkbook(String key, Object... values) {
        super(Words.say("workbook." + key, values));
    }
}
