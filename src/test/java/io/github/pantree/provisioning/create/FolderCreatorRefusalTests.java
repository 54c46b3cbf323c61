package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that the API refuses or does not carry out. */
final class FolderCreatorRefusalTests extends FolderCreatorFixture {

    @Test
    void adoptsAFolderThatExists() throws Exception {
        acceptNames(1);
        api.put(new DirId("top"), "a");
        api.always("a", ScriptedApi.refused(RefusalReason.EXISTS));
        run("/a/b");
        assertThat(folder("/a").state()).isEqualTo(FolderState.EXISTED);
        assertThat(folder("/a").dirId()).isEqualTo(new DirId("top/a"));
        assertThat(folder("/a").inDoubt()).isFalse();
        assertThat(folder("/a").traceId()).isEqualTo("trace-a");
        assertThat(api.callsFor("a")).hasSize(1);
        assertThat(api.listings()).as("the adopted one may hold folders").contains(new DirId("top/a"));
        assertThat(folder("/a/b").state()).isEqualTo(FolderState.CREATED);
    }

    @Test
    void failsAnExistingFolderIfConfigured() throws Exception {
        acceptNames(1);
        onExisting = OnExisting.FAIL;
        api.put(new DirId("top"), "a");
        api.always("a", ScriptedApi.refused(RefusalReason.EXISTS));
        run("/a/b");
        assertThat(message("/a")).startsWith("the folder exists (dirID top/a)");
        assertThat(states()).containsEntry("/a", FolderState.FAILED).containsEntry("/a/b", FolderState.BLOCKED);
    }

    @Test
    void failsAFolderThatExistsButIsNotListed() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.always("a", ScriptedApi.refused(RefusalReason.EXISTS));
        run("/a");
        assertThat(message("/a")).contains("does not contain it (code 1: EXISTS)");
        assertThat(folder("/a").inDoubt()).isTrue();
        assertThat(api.listings()).hasSize(LOOKUPS);
        assertThat(api.calls()).hasSize(1);
    }

    @Test
    void sendsSiblingsOfAnExistingFolderAgainWhenAllListingsLackThem() throws Exception {
        acceptNames(4);
        time.tick(FAST);
        api.put(new DirId("top"), "c");
        api.always("c", ScriptedApi.refused(RefusalReason.EXISTS));
        run("/a", "/b", "/c", "/d");
        assertThat(api.names()).containsExactly(List.of("a", "b", "c", "d"), List.of("a", "b", "d"));
        assertThat(api.calls()).extracting(ScriptedApi.Call::again).containsExactly(false, true);
        assertThat(api.listings()).as("the last one for late commits").hasSize(LOOKUPS + 1);
        assertThat(folder("/c").state()).isEqualTo(FolderState.EXISTED);
        assertThat(folder("/a").inDoubt()).isFalse();
        assertThat(folder("/c").message()).isNull();
    }

    @Test
    void halvesSiblingsThatWereRefusedForABadNameUntilItIsAlone() throws Exception {
        acceptNames(5);
        concurrency = 1;
        time.tick(FAST);
        api.always("bad", ScriptedApi.refused(RefusalReason.BAD_NAME));
        run("/a", "/b", "/c", "/bad", "/e");
        assertThat(api.names())
                .containsExactly(
                        List.of("a", "b", "c", "bad", "e"),
                        List.of("a", "b", "c"),
                        List.of("bad", "e"),
                        List.of("bad"),
                        List.of("e"));
        assertThat(message("/bad")).isEqualTo("the API rejected the name: code 1: BAD_NAME");
        assertThat(states()).containsEntry("/e", FolderState.CREATED).containsEntry("/bad", FolderState.FAILED);
    }

    @Test
    void countsAFolderFoundAfterARefusalAsCreatedBelowACreatedFolder() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        api.answers("b", ScriptedApi.refused(RefusalReason.EXISTS));
        api.duringMkdir(call -> {
            if (call.names().equals(List.of("b", "c"))) {
                api.put(call.parent(), "b");
            }
        });
        run("/a/b", "/a/c");
        assertThat(folder("/a/b").state()).as("only this run writes there").isEqualTo(FolderState.CREATED);
        assertThat(folder("/a/b").inDoubt()).isTrue();
        assertThat(api.names()).containsExactly(List.of("a"), List.of("b", "c"), List.of("c"));
    }

    @Test
    void failsSiblingsOfARefusedCallWhoseParentCannotBeListed() throws Exception {
        acceptNames(2);
        api.always("a", ScriptedApi.refused(RefusalReason.EXISTS));
        api.lists("top", new ListResult.Refused(9, "no"));
        run("/a", "/b");
        assertThat(message("/a")).isEqualTo("the parent cannot be listed: code 9: no; code 1: EXISTS");
        assertThat(states()).containsValues(FolderState.FAILED).hasSize(2).doesNotContainValue(FolderState.CREATED);
    }

    @Test
    void failsAFolderWhoseAdoptedParentCannotBeListed() throws Exception {
        acceptNames(1);
        long number = database.manifest("/a");
        api.lists("top", new ListResult.Refused(9, "no"));
        open(number);
        run();
        assertThat(message("/a")).isEqualTo("the parent cannot be listed: code 9: no");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void sendsFewerNamesWhenTheirNumberIsRefused() throws Exception {
        acceptNames(4);
        concurrency = 1;
        time.tick(FAST);
        api.answers("a", ScriptedApi.refused(RefusalReason.TOO_MANY));
        run("/a", "/b", "/c", "/d");
        assertThat(api.names()).containsExactly(List.of("a", "b", "c", "d"), List.of("a", "b"), List.of("c", "d"));
        assertThat(states()).doesNotContainValue(FolderState.FAILED);
    }

    @Test
    void splitsWhatWasIntendedBeforeTheNumberWasRefused() throws Exception {
        acceptNames(4);
        concurrency = 2;
        // The limit of a probe is not reached.
        time.tick(Duration.ofMillis(10));
        api.answers("a", ScriptedApi.refused(RefusalReason.TOO_MANY));
        run("/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h");
        assertThat(api.names()).contains(List.of("e", "f"), List.of("g", "h"));
        assertThat(api.names().stream().skip(1)).allMatch(names -> names.size() < 4);
        assertThat(states()).hasSize(8).doesNotContainValue(FolderState.SENT).doesNotContainValue(FolderState.FAILED);
    }

    @Test
    void sendsStringsWhenArraysAreRefused() throws Exception {
        acceptNames(2);
        concurrency = 1;
        time.tick(FAST);
        api.answers("a", ScriptedApi.refused(RefusalReason.FORM));
        run("/a", "/b");
        assertThat(api.listings()).as("looked for once, and for late commits").hasSize(LOOKUPS + 1);
        assertThat(api.names()).containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
        assertThat(api.calls())
                .extracting(ScriptedApi.Call::form)
                .containsExactly(NameEncoding.ARRAY, NameEncoding.STRING, NameEncoding.STRING);
    }

    @Test
    void sendsAnArrayAtOnceWhenAStringIsRefused() throws Exception {
        acceptNames(2);
        api.answers("a", ScriptedApi.refused(RefusalReason.FORM));
        run("/a");
        assertThat(api.calls())
                .extracting(ScriptedApi.Call::form)
                .containsExactly(NameEncoding.STRING, NameEncoding.ARRAY);
        assertThat(api.listings()).as("nothing was carried out").isEmpty();
        assertThat(folder("/a").inDoubt()).isFalse();
    }

    @Test
    void settlesAFolderWhoseEveryFormIsRefused() throws Exception {
        acceptNames(2);
        time.tick(FAST);
        api.always("a", ScriptedApi.refused(RefusalReason.FORM));
        run("/a");
        assertThat(folder("/a").state()).isEqualTo(FolderState.FAILED);
        assertThat(message("/a")).isEqualTo("given up after 2 tries: code 1: FORM");
        assertThat(api.calls()).as("a refused form is no try").hasSize(ATTEMPTS + 1);
    }

    @Test
    void givesUpAfterTheAttemptsOfUnknownRefusals() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        api.always("a", ScriptedApi.refused(RefusalReason.UNKNOWN));
        run("/a", "/b");
        assertThat(message("/a")).isEqualTo("given up after 2 tries: code 1: UNKNOWN");
        assertThat(folder("/a").inDoubt()).isTrue();
        assertThat(api.callsFor("a")).extracting(ScriptedApi.Call::again).containsExactly(false, true);
        assertThat(api.listings()).as("looked for after each call").hasSize(ATTEMPTS * LOOKUPS);
        assertThat(folder("/b").state()).isEqualTo(FolderState.CREATED);
    }

    @Test
    void halvesSiblingsThatAreRefusedWithAnUnknownMessage() throws Exception {
        acceptNames(4);
        concurrency = 1;
        time.tick(FAST);
        api.always("bad", ScriptedApi.refused(RefusalReason.UNKNOWN));
        run("/p", "/q", "/r", "/s", "/p/a", "/p/b", "/p/bad", "/p/d");
        assertThat(message("/p/bad")).isEqualTo("given up after 2 tries: code 1: UNKNOWN");
        assertThat(states())
                .containsEntry("/p/a", FolderState.CREATED)
                .containsEntry("/p/b", FolderState.CREATED)
                .containsEntry("/p/d", FolderState.CREATED);
        assertThat(api.callsFor("bad")).extracting(call -> call.names().size()).containsExactly(4, 4, 2, 2, 1, 1);
    }

    @Test
    void doesNotCountThrottledCallsAsAttempts() throws Exception {
        acceptNames(1);
        time.tick(FAST);
        ScriptedApi.Answer throttled = ScriptedApi.throttled();
        api.answers("a", throttled, throttled, throttled, ScriptedApi.cut(), throttled);
        api.always("a", ScriptedApi.cut());
        run("/a");
        assertThat(message("/a")).isEqualTo("given up after 2 tries: cut");
        assertThat(api.calls()).hasSize(6);
        assertThat(api.listings()).hasSize(ATTEMPTS * LOOKUPS);
    }

    @Test
    void sendsThrottledSiblingsFirstAndWithoutALookup() throws Exception {
        acceptNames(1);
        concurrency = 1;
        api.answers("a", ScriptedApi.throttled());
        run("/a", "/b", "/c", "/d");
        assertThat(api.names()).containsExactly(List.of("a"), List.of("b"), List.of("a"), List.of("c"), List.of("d"));
        assertThat(api.listings()).isEmpty();
        assertThat(folder("/a").inDoubt()).isFalse();
    }

    @Test
    void sendsAgainWithoutALookupWhatWasNeverSent() throws Exception {
        acceptNames(1);
        concurrency = 1;
        ScriptedApi.Answer unconnected = ScriptedApi.unconnected();
        api.answers("a", unconnected, unconnected);
        run("/a", "/b");
        assertThat(api.names()).containsOnly(List.of("a"), List.of("b"));
        assertThat(api.listings()).isEmpty();
        assertThat(states()).doesNotContainValue(FolderState.FAILED);
        assertThat(folder("/a").inDoubt()).isFalse();
    }
}
