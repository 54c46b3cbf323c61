package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.support.Messages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** On a real PostgreSQL. */
final class FencingTokenTests {

    private final FencingToken fence = new FencingToken();

    @SuppressWarnings("NullAway.Init") // before each test
    private SingleConnectionDataSource database;

    @BeforeEach
    void open() throws Exception {
        database = new SingleConnectionDataSource(TestPostgres.create().url(), true);
        new JdbcTemplate(database)
                .execute("create table run_lock (lock_key bigint, fence bigint); insert into run_lock values (7, 3)");
    }

    @Test
    void suspendedWriterIsEndedByTheServer() {
        fence.set(7, 3);
        assertThat(standstillWithin()).isEqualTo("10s");
        assertThat(standstill()).as("of a step's own transaction").isEqualTo("0");
        database.destroy();
    }

    @Test
    void outdatedTokenCannotWrite() {
        fence.set(7, 2);
        assertThatThrownBy(this::standstillWithin).isInstanceOf(CannotAcquireLockException.class);
        database.destroy();
    }

    @Test
    void onlyTheHolderOfTheLockPassesTheCheck() throws Exception {
        fence.set(7, 3);
        assertThatCode(() -> fence.verify(new JdbcTemplate(database))).doesNotThrowAnyException();
        fence.set(7, 2);
        assertThatThrownBy(() -> fence.verify(new JdbcTemplate(database)))
                .isInstanceOf(CannotAcquireLockException.class);
        fence.set(8, 3);
        assertThatThrownBy(() -> fence.verify(new JdbcTemplate(database)))
                .isInstanceOf(CannotAcquireLockException.class)
                .hasMessage(Messages.format("lock.takenOver"));
        database.destroy();
    }

    @Test
    void processWithoutALockPassesTheCheck() throws Exception {
        new JdbcTemplate(database).execute("drop table run_lock");
        assertThat(standstillWithin()).as("nothing is asked of the database").isEqualTo("0");
        assertThatCode(() -> fence.verify(new JdbcTemplate(database))).doesNotThrowAnyException();
        database.destroy();
    }

    private String standstillWithin() {
        return new TransactionTemplate(new DataSourceTransactionManager(database)).execute(status -> {
            fence.check(new JdbcTemplate(database));
            return standstill();
        });
    }

    private String standstill() {
        return String.valueOf(
                new JdbcTemplate(database).queryForObject("show idle_in_transaction_session_timeout", String.class));
    }
}
