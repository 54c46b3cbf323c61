package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.DirId;
import io.github.pantree.logging.LogContext;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.testing.TickingTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ParentListingsTests {

    private final ScriptedApi api = new ScriptedApi(0);
    private final CallExecutor workers = new CallExecutor(2, new TickingTime());
    private final ParentListings looks = new ParentListings(workers, api);
    private final List<String> seen = new ArrayList<>();
    private final FolderTask a = Tasks.child(1, 10);
    private final FolderTask b = Tasks.child(1, 11);
    private final FolderTask cousin = Tasks.child(2, 20);

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void listsAParentOnceForAllThatWait() throws Exception {
        api.put(new DirId("p1"), "n10");
        List.of(a, b, cousin).forEach(this::look);
        assertThat(workers.busy()).as("nothing leaves before it begins").isZero();
        looks.begin();
        answers();
        assertThat(api.listings()).containsExactlyInAnyOrder(new DirId("p1"), new DirId("p2"));
        assertThat(seen).containsExactlyInAnyOrder("n10 p1/n10", "n11 null", "n20 null");
        looks.begin();
        assertThat(workers.busy()).as("no listing is waited for").isZero();
    }

    @Test
    void listsAgainForThoseAddedWhileAListingIsUnderWay() throws Exception {
        look(a);
        looks.begin();
        look(b);
        looks.begin();
        assertThat(workers.busy()).as("one listing of a parent at a time").isEqualTo(1);
        answers();
        assertThat(seen).containsExactly("n10 null");
        looks.begin();
        answers();
        assertThat(seen).containsExactly("n10 null", "n11 null");
        assertThat(api.listings()).hasSize(2);
    }

    @Test
    void reportsARefusalToAllThatWait() throws Exception {
        api.lists("p1", new ListResult.Refused(7, "no"));
        look(a);
        look(b);
        looks.begin();
        answers();
        assertThat(seen).containsExactly("n10 refused code 7: no", "n11 refused code 7: no");
    }

    @Test
    void reportsNothingOfAListingThatDidNotLeave() throws Exception {
        api.lists("p1", new ListResult.NotSent());
        look(a);
        looks.begin();
        answers();
        assertThat(seen).isEmpty();
    }

    @Test
    void namesAFolderOfTheListingInItsLog() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        api.duringList(folder -> logged.add(LogContext.folder().orElse("-")));
        look(a);
        looks.begin();
        answers();
        assertThat(logged).containsExactly("/p1/n10");
    }

    @Test
    void restartsForTheGivenFoldersOnly() throws Exception {
        api.put(new DirId("p1"), "n11");
        api.lists("p2", new ListResult.Refused(7, "no"));
        look(a);
        looks.begin();
        look(a);
        looks.restart(
                List.of(b, cousin), (task, sighting) -> seen.add("restarted " + task.folder.name() + " " + sighting));
        assertThat(workers.busy())
                .as("the listing that was under way is not waited for")
                .isEqualTo(3);
        answers();
        assertThat(seen)
                .containsExactlyInAnyOrder("n10 null", "restarted n11 " + new LookupResult(new DirId("p1/n11"), null));
        looks.begin();
        assertThat(workers.busy()).as("those that were waiting are forgotten").isZero();
    }

    private void answers() throws InterruptedException {
        assertThat(workers.runAllCallbacks(Duration.ofSeconds(60))).isNull();
    }

    private void look(FolderTask task) {
        looks.request(task, new ParentListings.LookupCallback() {
            @Override
            public void onListed(LookupResult sighting) {
                DirId dirId = sighting.dirId();
                seen.add(task.folder.name() + " " + (dirId == null ? "null" : dirId.value()));
            }

            @Override
            public void onRefused(String why) {
                seen.add(task.folder.name() + " refused " + why);
            }
        });
    }
}
