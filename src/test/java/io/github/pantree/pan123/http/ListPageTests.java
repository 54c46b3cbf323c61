package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class ListPageTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void pageHasEntriesAndTheCursorOfTheNext() {
        ListPage page = page("{\"lastFileId\":17,\"fileList\":[{\"filename\":\"a\",\"fileId\":\"x\",\"type\":1},"
                + "{\"filename\":\"b\",\"fileId\":5,\"type\":0}]}");
        assertThat(page.next()).isEqualTo("17");
        assertThat(page.failure()).isNull();
        assertThat(page.entries())
                .containsExactly(new Entry("a", new DirId("x"), true), new Entry("b", new DirId("5"), false));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false", "2, false", "'\"1\"', true", "null, true", "'{}', true"})
    void entryOfTypeOneIsAFolder(String type, boolean folder) {
        ListPage page =
                page("{\"lastFileId\":-1,\"fileList\":[{\"filename\":\"a\",\"fileId\":\"x\",\"type\":" + type + "}]}");
        assertThat(page.entries()).containsExactly(new Entry("a", new DirId("x"), folder));
    }

    @Test
    void entryWithoutATypeIsAFolder() {
        assertThat(page("{\"lastFileId\":-1,\"fileList\":[{\"filename\":\"a\",\"fileId\":\"x\"}]}")
                        .entries())
                .containsExactly(new Entry("a", new DirId("x"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void emptyFolderIsAPage(String list) {
        ListPage page = page("{\"lastFileId\":\"-1\",\"fileList\":" + list + "}");
        assertThat(page).isEqualTo(new ListPage(List.of(), List.of(), "-1", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{\"fileList\":[]}",
                "{\"lastFileId\":-1}",
                "{\"lastFileId\":-1,\"fileList\":{}}",
                "{\"lastFileId\":-1,\"fileList\":\"\"}",
                "{\"lastFileId\":1.5,\"fileList\":[]}",
                "{\"lastFileId\":\"\",\"fileList\":[]}",
                "{\"lastFileId\":-1,\"fileList\":[{\"fileId\":\"x\"}]}",
                "{\"lastFileId\":-1,\"fileList\":[{\"filename\":\"a\"}]}",
                "{\"lastFileId\":-1,\"fileList\":[{\"filename\":7,\"fileId\":\"x\"}]}",
                "{\"lastFileId\":-1,\"fileList\":[{\"filename\":\"a\",\"fileId\":\"x\"},null]}"
            })
    void incompleteListingIsRefused(String data) {
        ListPage page = page(data);
        assertThat(page.failure()).isNotEmpty();
        assertThat(page.entries()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void refusedListingFailsWithItsReason() {
        ApiResponse refused =
                new ApiResponse.Envelope(1, "busy", JSON.readTree("{\"lastFileId\":-1,\"fileList\":[]}"), null);
        assertThat(ListPage.read(refused).failure()).isEqualTo("code 1: busy");
        assertThat(ListPage.read(new ApiResponse.Unreadable("cut")).failure()).isEqualTo("cut");
        ApiResponse ok = new ApiResponse.Envelope(0, "", JSON.readTree("{\"lastFileId\":3,\"fileList\":[]}"), null);
        assertThat(ListPage.read(ok).next()).isEqualTo("3");
    }

    private static ListPage page(String data) {
        return ListPage.read(JSON.readTree(data));
    }
}
