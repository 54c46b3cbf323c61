package io.github.pantree.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FolderTreeTests {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final FolderTree tree = new FolderTree(
            SimulatorSettings.defaults().withListLag(Duration.ofSeconds(1)),
            () -> ServerRules.parse("late-time=2s"),
            new CallCounters(nanos::get),
            nanos::get,
            Clock.systemUTC());

    private List<String> listed() throws ApiErrorException {
        return tree.page("", "", 100).nodes().stream().map(node -> node.name).toList();
    }

    private void advance(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void listingsLagBehindACall() throws ApiErrorException {
        tree.make("", List.of("a"));
        advance(999);
        assertThat(listed()).isEmpty();
        advance(1);
        assertThat(listed()).containsExactly("a");
    }

    @Test
    void listingsLagBehindTheTimeAtWhichALateCallWasDue() throws ApiErrorException {
        tree.makeLater("", List.of("a"));
        advance(3000);
        assertThat(listed()).containsExactly("a");
    }

    @Test
    void listingsLagBehindALateCallThatIsCommittedEarlier() throws ApiErrorException {
        tree.makeLater("", List.of("a"));
        assertThat(tree.commitLate()).isOne();
        assertThat(listed()).isEmpty();
        advance(1000);
        assertThat(listed()).containsExactly("a");
    }
}
