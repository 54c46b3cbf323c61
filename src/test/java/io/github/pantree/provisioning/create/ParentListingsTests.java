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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class ParentListingsTests {

    private final ScriptedApi api = new ScriptedApi(0);

    @AutoClose
    private final CallExecutor executor = new CallExecutor(2, new TickingTime());

    private final List<String> seen = new ArrayList<>();
    private final ParentListings listings =
            new ParentListings(executor, api, (task, reason) -> seen.add(task.folder.name() + " refused " + reason));
    private final FolderTask a = Tasks.child(1, 10);
    private final FolderTask b = Tasks.child(1, 11);
    private final FolderTask cousin = Tasks.child(2, 20);

    @Test
    void listsAParentOnceForAllThatWait() throws Exception {
        api.put(new DirId("p1"), "n10");
        List.of(a, b, cousin).forEach(this::request);
        assertThat(executor.busy()).as("nothing leaves before it begins").isZero();
        listings.begin();
        answers();
        assertThat(api.listings()).containsExactlyInAnyOrder(new DirId("p1"), new DirId("p2"));
        assertThat(seen).containsExactlyInAnyOrder("n10 p1/n10", "n11 null", "n20 null");
        listings.begin();
        assertThat(executor.busy()).as("no listing is waited for").isZero();
    }

    @Test
    void listsAgainForThoseAddedWhileAListingIsUnderWay() throws Exception {
        request(a);
        listings.begin();
        request(b);
        listings.begin();
        assertThat(executor.busy()).as("one listing of a parent at a time").isEqualTo(1);
        answers();
        assertThat(seen).containsExactly("n10 null");
        listings.begin();
        answers();
        assertThat(seen).containsExactly("n10 null", "n11 null");
        assertThat(api.listings()).hasSize(2);
    }

    @Test
    void reportsARefusalToAllThatWait() throws Exception {
        api.lists("p1", new ListResult.Refused(7, "no"));
        request(a);
        request(b);
        listings.begin();
        answers();
        assertThat(seen).containsExactly("n10 refused code 7: no", "n11 refused code 7: no");
    }

    @Test
    void reportsNothingOfAListingThatDidNotLeave() throws Exception {
        api.lists("p1", new ListResult.NotSent());
        request(a);
        listings.begin();
        answers();
        assertThat(seen).isEmpty();
    }

    @Test
    void namesAFolderOfTheListingInItsLog() throws Exception {
        List<String> logged = new CopyOnWriteArrayList<>();
        api.duringList(folder -> logged.add(LogContext.folder().orElse("-")));
        request(a);
        listings.begin();
        answers();
        assertThat(logged).containsExactly("/p1/n10");
    }

    @Test
    void passesOneListingToSiblingsRequestedTogether() throws Exception {
        api.put(new DirId("p1"), "n11");
        listings.request(List.of(a, b), listed -> seen.add(a.resultIn(listed) + " " + b.resultIn(listed)));
        listings.begin();
        answers();
        assertThat(seen)
                .containsExactly(new LookupResult(List.of(), false) + " "
                        + new LookupResult(List.of(new DirId("p1/n11")), false));
    }

    @Test
    void reportsARefusalForEachSiblingRequestedTogether() throws Exception {
        api.lists("p1", new ListResult.Refused(7, "no"));
        listings.request(List.of(a, b), listed -> seen.add("listed"));
        listings.begin();
        answers();
        assertThat(seen).containsExactly("n10 refused code 7: no", "n11 refused code 7: no");
    }

    private void answers() throws InterruptedException {
        assertThat(executor.runAllCallbacks(Duration.ofSeconds(60))).isNull();
    }

    private void request(FolderTask task) {
        listings.request(List.of(task), listed -> {
            DirId dirId = task.resultIn(listed).dirId();
            seen.add(task.folder.name() + " " + (dirId == null ? "null" : dirId.value()));
        });
    }
}
