package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.DisplayTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LockHolderTests {

    @Test
    void currentProcessIsDescribedWithItsWork() {
        Holder current = LockHolder.current("purge");
        assertThat(current.host()).isNotBlank();
        assertThat(LockHolder.describe(current))
                .contains(String.valueOf(ProcessHandle.current().pid()), current.host(), "purge")
                .contains(DisplayTime.format(Instant.parse(current.since())));
    }

    @Test
    void timeOfAnotherProgramIsShownAsItIs() {
        assertThat(LockHolder.describe(new Holder("7", "host", "run", "since yesterday")))
                .contains("since yesterday");
    }
}
