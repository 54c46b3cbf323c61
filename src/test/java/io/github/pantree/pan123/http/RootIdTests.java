package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.DetailResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class RootIdTests {

    private static final DirId OTHER = new DirId("other");

    private final JsonMapper json = JsonMapper.builder().build();
    private final RootId root = new RootId();

    private void list(DirId folder, String entries) {
        JsonNode data = json.readTree("{\"fileList\":[" + entries + "]}");
        root.learn(folder, new ApiResponse.Envelope(0, "ok", data, null));
    }

    private static String below(String parent) {
        return "{\"filename\":\"a\",\"parentFileId\":\"" + parent + "\"}";
    }

    private DetailResult.Found found(String entry) {
        return root.found("a", json.readTree(entry));
    }

    @Test
    void tellsAFolderOfTheRootFromOneThatWasMoved() {
        list(DirId.ROOT, below("r") + "," + below("r"));
        assertThat(found(below("r")).isAt(DirId.ROOT, "a")).isTrue();
        assertThat(found(below("r")).isAt(OTHER, "a")).isFalse();
        assertThat(found(below("other")).isAt(DirId.ROOT, "a")).isFalse();
        assertThat(found(below("other")).isAt(OTHER, "a")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"filename\":\"a\"}"})
    void anyFolderMayBeTheRootWhileItsIdIsUnknown(String entries) {
        list(DirId.ROOT, entries);
        list(OTHER, below("other"));
        assertThat(found(below("x")).isAt(DirId.ROOT, "a")).isTrue();
    }

    @Test
    void entriesOfTheRecycleBinSayNothing() {
        list(DirId.ROOT, "{\"filename\":\"a\",\"parentFileId\":\"bin\",\"trashed\":1}");
        assertThat(found(below("x")).isAt(DirId.ROOT, "a")).isTrue();
    }

    @Test
    void entriesThatDisagreeSayNothing() {
        list(DirId.ROOT, below("r") + "," + below("s"));
        assertThat(found(below("x")).isAt(DirId.ROOT, "a")).isTrue();
    }

    @Test
    void anEntryWithoutParentMayBeAnywhere() {
        list(DirId.ROOT, below("r"));
        assertThat(found("{\"filename\":\"a\"}").isAt(DirId.ROOT, "a")).isTrue();
        assertThat(found("{\"filename\":\"a\"}").isAt(OTHER, "a")).isTrue();
        assertThat(found("{\"filename\":\"a\",\"trashed\":1}").isAt(OTHER, "a")).isFalse();
    }
}
