package io.github.pantree.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.ledger.jdbc.BatchRepositoryMigration;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.support.TimeSource;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On a real PostgreSQL. */
final class SharedTextStoreTests {

    private static final Duration STANDSTILL = Duration.ofMillis(300);
    private static final Duration BOUND = Duration.ofMinutes(10);
    /** In which a process learns of what others stored. */
    private static final Duration REFRESH = Duration.ofSeconds(2);

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private SharedTextStore one;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private SharedTextStore other;

    @BeforeEach
    void open() throws Exception {
        postgres = TestPostgres.create();
        Flyway.configure()
                .dataSource(new DriverManagerDataSource(postgres.url()))
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        PostgresDatabase server = PostgresDatabase.of(postgres.url() + "&currentSchema=public", null, null);
        one = new SharedTextStore(server, TimeSource.SYSTEM, STANDSTILL);
        other = new SharedTextStore(server, TimeSource.SYSTEM, STANDSTILL);
    }

    @Test
    void aProcessThatLostItsLockChangesNothing() throws Exception {
        postgres.execute(
                "insert into run_lock (lock_key, fence, host, pid, work, since) values (7, 3, '', '', '', '')");
        one.fencingToken().set(7, 3);
        one.change("a", (kept, clock) -> "mine");
        postgres.execute("update run_lock set fence = 4");
        assertThatThrownBy(() -> one.change("a", (kept, clock) -> "late"))
                .isInstanceOf(CannotAcquireLockException.class)
                .hasMessageContaining("taken over");
        assertThat(content()).isEqualTo("mine");
        other.change("a", (kept, clock) -> kept + ", and of one without a lock");
        assertThat(content()).isEqualTo("mine, and of one without a lock");
    }

    @Test
    void aStoreThatIsClosedOpensNoConnection() throws Exception {
        one.change("a", (kept, clock) -> "0");
        one.close();
        assertThatThrownBy(() -> one.change("a", (kept, clock) -> "late")).isInstanceOf(IllegalStateException.class);
        other.change("a", (kept, clock) -> kept + ", not late");
        assertThat(content()).isEqualTo("0, not late");
    }

    @Test
    void aBanFoundByOneProcessHoldsTheOther() throws Exception {
        TickingTime time = new TickingTime();
        WriteHold first = hold(one, time);
        WriteHold second = hold(other, time);
        assertThat(second.tryAcquire()).isTrue();
        second.recordAccepted();
        first.recordRefused("code 1: banned");
        time.advance(REFRESH);
        assertThat(second.tryAcquire()).isFalse();
        assertThat(second.status())
                .hasValueSatisfying(status -> assertThat(status.reason()).isEqualTo("code 1: banned"));
        postgres.execute("update account_note set content = regexp_replace(content, '\"next\":\\d+', '\"next\":1')"
                + " where name = 'writes account'");
        time.advance(REFRESH);
        assertThat(first.tryAcquire()).isTrue();
        assertThat(second.tryAcquire()).as("the other one has the attempt").isFalse();
        first.recordAccepted();
        time.advance(REFRESH);
        assertThat(second.tryAcquire()).isTrue();
        assertThat(second.isHeld()).isFalse();
    }

    private WriteHold hold(SharedTextStore store, TickingTime time) {
        Pan123Settings settings = new Pan123Settings(
                "http://127.0.0.1", null, null, "token", 1, 1, "auto", BOUND, BOUND, Path.of("unused"));
        return WriteHold.of(settings, "account", store, time);
    }

    @Test
    void aSuspendedProcessDoesNotBlockOthersAndRetries() throws Exception {
        other.change("a", (kept, clock) -> "0");
        CountDownLatch standing = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Thread frozen = new Thread(() -> one.change("a", (kept, clock) -> {
            if (asked.incrementAndGet() == 1) {
                standing.countDown();
                await(woken);
            }
            return kept + " one " + (clock.getAsLong() > 0);
        }));
        frozen.start();
        await(standing);
        other.change("a", (kept, clock) -> kept + " other");
        woken.countDown();
        frozen.join();
        assertThat(asked).hasValue(2);
        assertThat(content()).isEqualTo("0 other one true");
        assertThat(connections())
                .as("the one that was ended is not left behind")
                .isEqualTo("2");
    }

    @Test
    void aShutDownServerIsNotRetried() throws Exception {
        one.change("a", (kept, clock) -> "1");
        postgres.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pantree'"
                + " and datname = current_database()");
        AtomicInteger asked = new AtomicInteger();
        assertThatThrownBy(() -> one.change("a", (kept, clock) -> String.valueOf(asked.incrementAndGet())))
                .isInstanceOf(DataAccessException.class);
        assertThat(asked).hasValue(0);
        one.change("a", (kept, clock) -> "2");
        assertThat(content()).isEqualTo("2");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String content() throws Exception {
        return postgres.query("select content from account_note where name = 'a'");
    }

    private String connections() throws Exception {
        return postgres.query("select count(*) from pg_stat_activity where datname = current_database()"
                + " and application_name = 'pantree'");
    }
}
