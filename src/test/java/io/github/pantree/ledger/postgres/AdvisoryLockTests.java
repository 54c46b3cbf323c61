package io.github.pantree.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real PostgreSQL. */
final class AdvisoryLockTests {

    private static final long KEY = 7;

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @SuppressWarnings("NullAway.Init") // before each test
    private DedicatedConnection holder;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each test
    private DedicatedConnection other;

    private final CountDownLatch lost = new CountDownLatch(1);

    @BeforeEach
    void connect() throws Exception {
        postgres = TestPostgres.create();
        holder = new DedicatedConnection(postgres.url(), new Properties());
        other = new DedicatedConnection(postgres.url(), new Properties());
        assertThat(holder.tryLock(KEY)).isTrue();
    }

    @Test
    void isHeldUntilItIsClosed() {
        try (AdvisoryLock lock = new AdvisoryLock(holder, KEY, lost::countDown)) {
            assertThat(lock).isNotNull();
            assertThat(other.tryLock(KEY)).isFalse();
        }
        assertThat(other.tryLock(KEY)).isTrue();
        assertThat(lost.getCount()).isOne();
    }

    @Test
    void isReleasedByAThreadThatIsInterrupted() {
        AdvisoryLock lock = new AdvisoryLock(holder, KEY, lost::countDown);
        Thread.currentThread().interrupt();
        lock.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.tryLock(KEY)).isTrue();
    }

    @Test
    void reportsThatItsConnectionEnded() throws Exception {
        try (AdvisoryLock lock = new AdvisoryLock(holder, KEY, lost::countDown)) {
            postgres.execute("select pg_terminate_backend(" + holder.backend() + ")");
            assertThat(lost.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(lock).isNotNull();
        }
        assertThat(other.tryLock(KEY)).isTrue();
    }
}
