package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.HaltedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The cap of calls in flight that processes share. */
final class DatabasePacerCapTests extends DatabasePacerFixture {

    private DatabasePacer capped(double rate, int concurrency) {
        return capped(rate, concurrency, task -> time.after(ReportRenewal.INTERVAL, task));
    }

    private DatabasePacer capped(double rate, int concurrency, Executor later) {
        return new DatabasePacer(rate, concurrency, store, "a", time, later);
    }

    @Test
    void callsInFlightOfAllProcessesAreLimited() throws HaltedException {
        DatabasePacer one = capped(400, 2);
        DatabasePacer other = capped(400, 2);
        Pacer.Permit first = one.acquire(false);
        one.acquire(false);
        time.after(Duration.ofMillis(700), () -> one.answered(first));
        assertThat(other.acquire(false).departure() - first.departure())
                .isBetween(
                        Duration.ofMillis(700).toNanos(), Duration.ofMillis(760).toNanos());
    }

    @Test
    void callsInFlightOfAProcessThatDiedNoLongerCountAfterTenSeconds() throws HaltedException {
        Pacer.Permit lost = capped(400, 1, NEVER).acquire(false);
        DatabasePacer other = capped(400, 1);
        assertThat(other.acquire(false).departure() - lost.departure()).isBetween(9 * SECOND, 11 * SECOND);
    }

    @Test
    void callsOfAProcessThatSendsNoOthersCountUntilTheyEnd() throws HaltedException {
        DatabasePacer one = capped(400, 2);
        List<Pacer.Permit> slow = List.of(one.acquire(false), one.acquire(false));
        time.after(Duration.ofSeconds(30), () -> slow.forEach(one::answered));
        time.advance(Duration.ofSeconds(9));
        assertThat(capped(400, 2).acquire(false).departure() - slow.get(0).departure())
                .isBetween(30 * SECOND, 31 * SECOND);
    }

    @Test
    void callsOfAProcessThatWaitsForAnotherOneCountUntilTheyEnd() throws HaltedException {
        DatabasePacer one = capped(400, 2, NEVER);
        DatabasePacer other = capped(400, 2);
        Pacer.Permit first = one.acquire(false);
        Pacer.Permit second = other.acquire(false);
        time.after(Duration.ofSeconds(30), () -> other.answered(second));
        time.after(Duration.ofSeconds(31), () -> one.answered(first));
        assertThat(one.acquire(false).departure() - first.departure()).isBetween(30 * SECOND, 31 * SECOND);
    }

    @Test
    void lookupsAfterAHaltWaitForTheCallsOfOtherProcesses() throws HaltedException {
        DatabasePacer one = capped(400, 2);
        DatabasePacer other = capped(400, 2);
        Pacer.Permit first = one.acquire(false);
        one.acquire(false);
        time.after(Duration.ofSeconds(1), () -> one.answered(first));
        other.halt();
        assertThat(other.acquire(true).departure() - first.departure()).isBetween(SECOND, 3 * SECOND);
    }

    @Test
    void unusedSlotsAreReportedAsFree() throws HaltedException {
        DatabasePacer one = capped(400, 8);
        List<Pacer.Permit> first = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            first.add(one.acquire(false));
        }
        first.forEach(one::answered);
        time.advance(Duration.ofSeconds(5));
        assertThat(String.valueOf(store.texts().get("pace a"))).contains("\"inFlight\":{}");
    }

    @Test
    void processWithoutCallsInFlightUsesNoTransactions() throws HaltedException {
        DatabasePacer pacer = capped(20, 8);
        answered(pacer);
        int before = store.changes();
        time.advance(Duration.ofMinutes(1));
        assertThat(store.changes()).isEqualTo(before);
    }

    @Test
    void reportIsRenewedOnlyIfNoTransactionHasDoneSo() throws HaltedException {
        int[] used = new int[2];
        for (int i = 0; i < 2; i++) {
            DatabasePacer pacer = i == 0 ? capped(20, 8, NEVER) : capped(20, 8);
            int before = store.changes();
            for (int call = 0; call < 1_000; call++) {
                Pacer.Permit permit = pacer.acquire(false);
                time.after(Duration.ofMillis(390), () -> pacer.answered(permit));
            }
            used[i] = store.changes() - before;
            time.advance(Duration.ofMinutes(1));
            store.texts().clear();
        }
        assertThat(used[1]).isEqualTo(used[0]);
    }
}
