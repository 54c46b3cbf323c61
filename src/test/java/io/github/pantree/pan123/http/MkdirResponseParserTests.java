package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class MkdirResponseParserTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void entriesAreMatchedByName() {
        MkdirBatchResult answers = read("{\"list\":[" + entry("b", "2") + "," + entry("a", "1") + "]}", "a", "b");
        assertThat(answers.whole()).isNull();
        assertThat(answers.of("a")).isEqualTo(made("a", "1"));
        assertThat(answers.of("b")).isEqualTo(made("b", "2"));
        assertThatThrownBy(() -> answers.of("c")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sameEntryTwiceIsOneFolder() {
        assertThat(read("{\"list\":[" + entry("a", "1") + "," + entry("a", "1") + "]}", "a")
                        .of("a"))
                .isEqualTo(made("a", "1"));
    }

    @Test
    void twoFoldersOfOneNameAreInDoubt() {
        assertThat(read("{\"list\":[" + entry("a", "1") + "," + entry("a", "2") + "]}", "a")
                        .of("a"))
                .isEqualTo(unclear("api.several", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"list\":[]}", "{\"list\":null}", "{\"list\":\"a\"}", "[]", "null", "{\"list\":{}}"})
    void responseWithoutEntriesLeavesAllInDoubt(String data) {
        MkdirBatchResult answers = read(data, "a", "b");
        assertThat(answers.of("a")).isEqualTo(unclear("api.none", false));
        assertThat(answers.of("b")).isEqualTo(unclear("api.none", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "\"\"", "\" \"", "{}", "[\"1\"]", "true", "\"a\\nb\"", "1.5"})
    void entryWithoutAnIdentifierIsInDoubt(String dirId) {
        assertThat(read("{\"list\":[{\"filename\":\"a\",\"dirID\":" + dirId + "}]}", "a")
                        .of("a"))
                .isEqualTo(unclear("api.none", false));
    }

    @Test
    void entryWithoutANameIsInDoubt() {
        assertThat(read("{\"list\":[{\"dirID\":\"1\"}]}", "a").of("a")).isEqualTo(unclear("api.none", false));
        assertThat(read("{\"list\":[{\"filename\":7,\"dirID\":\"1\"}]}", "a").of("a"))
                .isEqualTo(unclear("api.none", false));
        assertThat(read("{\"list\":[5]}", "a").of("a")).isEqualTo(unclear("api.none", false));
    }

    @Test
    void onlyOtherEntryIsOfTheOnlyNameWithoutOne() {
        MkdirBatchResult answers = read("{\"list\":[" + entry("a", "1") + "," + entry("else", "2") + "]}", "a", "b");
        assertThat(answers.of("b")).isEqualTo(made("else", "2"));
    }

    @Test
    void severalOtherEntriesLeaveTheOnlyNameInDoubt() {
        MkdirBatchResult answers = read("{\"list\":[" + entry("x", "1") + "," + entry("y", "2") + "]}", "b");
        assertThat(answers.of("b")).isEqualTo(unclear("api.several", false));
    }

    @ParameterizedTest
    @CsvSource({"a(1), b (2)", "a （3）, b（12）"})
    void renamedEntriesAreMatchedWithoutTheirNumber(String first, String second) {
        MkdirBatchResult answers = read("{\"list\":[" + entry(first, "1") + "," + entry(second, "2") + "]}", "a", "b");
        assertThat(answers.of("a")).isEqualTo(made(first, "1"));
        assertThat(answers.of("b")).isEqualTo(made(second, "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(x)", "a(1", "(1)a", "a(1)b", "a1", "A(1)"})
    void otherwiseNamedEntriesLeaveSeveralNamesInDoubt(String other) {
        MkdirBatchResult answers = read("{\"list\":[" + entry(other, "1") + "]}", "a", "b");
        assertThat(answers.of("a")).isEqualTo(unclear("api.others", true));
        assertThat(answers.of("b")).isEqualTo(unclear("api.others", true));
    }

    @Test
    void twoRenamedEntriesOfOneNameAreInDoubt() {
        MkdirBatchResult answers = read("{\"list\":[" + entry("a(1)", "1") + "," + entry("a(2)", "2") + "]}", "a", "b");
        assertThat(answers.of("a")).isEqualTo(unclear("api.others", true));
    }

    @Test
    void namesOfTheAnswerAreShownWithoutControlCharacters() {
        assertThat(read("{\"list\":[" + entry("x\\ny", "1") + "]}", "a").of("a"))
                .isEqualTo(made("x\ufffdy", "1"));
    }

    @Test
    void refusalsThrottlesAndDoubtsAreOfAllNames() {
        ApiResponse refused = new ApiResponse.Envelope(5066, "gone", JSON.readTree("{}"), "t");
        assertThat(MkdirResponseParser.read(refused, List.of("a", "b")))
                .isEqualTo(MkdirBatchResult.all(new Refused(RefusalReason.NO_PARENT, 5066, "gone", "t")));
        ApiResponse throttled = new ApiResponse.Throttled(Duration.ofSeconds(4), "t");
        assertThat(MkdirResponseParser.read(throttled, List.of("a")).of("a"))
                .isEqualTo(new MkdirResult.Throttled(Duration.ofSeconds(4), "t"));
        assertThat(MkdirResponseParser.read(new ApiResponse.Unreadable("cut"), List.of("a"))
                        .of("a"))
                .isEqualTo(new Unknown("cut", null, false));
        assertThat(MkdirResponseParser.read(new ApiResponse.Unreadable("down", true), List.of("a"))
                        .of("a"))
                .isEqualTo(new MkdirResult.Unconnected());
        assertThat(MkdirResponseParser.read(new ApiResponse.Unauthorized("old"), List.of("a"))
                        .of("a"))
                .isInstanceOfSatisfying(
                        Unknown.class, doubt -> assertThat(doubt.reason()).contains("old"));
    }

    @ParameterizedTest
    @CsvSource({
        "17, 17",
        "-1, -1",
        "12345678901234567890, 12345678901234567890",
        "'\"a b\"', a b",
        "1.5, ",
        "'\"\"', ",
        "null, ",
        "true, "
    })
    void identifiersAreTextsOrWholeNumbers(String json, @Nullable String id) {
        assertThat(MkdirResponseParser.id(JSON.readTree(json))).isEqualTo(id);
    }

    @Test
    void everyNameMustHaveAnAnswer() {
        assertThatThrownBy(() -> MkdirBatchResult.perName(List.of("a"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static MkdirBatchResult read(String data, String... names) {
        return MkdirResponseParser.read(new ApiResponse.Envelope(0, "ok", JSON.readTree(data), "t"), List.of(names));
    }

    private static String entry(String name, String id) {
        return "{\"filename\":\"" + name + "\",\"dirID\":\"" + id + "\"}";
    }

    private static Created made(String name, String id) {
        return new Created(name, new DirId(id), "t");
    }

    private static Unknown unclear(String key, boolean elsewhere) {
        return new Unknown(Messages.format(key), "t", elsewhere);
    }
}
