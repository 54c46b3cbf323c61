package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

final class RowStreamerTests {

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcDataSource database;

    @SuppressWarnings("NullAway.Init") // before each test
    private RowStreamer streaming;

    @BeforeEach
    void open() {
        database = H2Home.dataSource(home);
        streaming = new RowStreamer(new JdbcTemplate(database), new DataSourceTransactionManager(database));
    }

    @Test
    void passesEveryRowInOrder() {
        List<Long> lines = new ArrayList<>();
        streaming.forEachRow(
                "select x from system_range(?, ?) order by x", line -> lines.add(line.getLong(1)), 3, 2_500);
        assertThat(lines).isEqualTo(LongStream.rangeClosed(3, 2_500).boxed().toList());
    }

    @Test
    void passesNothingForAnEmptyResult() {
        streaming.forEachRow("select 1 where false", line -> {
            throw new AssertionError("no line");
        });
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .isFalse();
    }

    /** Without either, PostgreSQL's driver holds the whole result in memory. */
    @Test
    void fetchesAThousandLinesAtOnceWithinATransaction() {
        List<Integer> sizes = new ArrayList<>();
        streaming.forEachRow("select 1", line -> {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            sizes.add(line.getStatement().getFetchSize());
        });
        assertThat(sizes).containsExactly(1_000);
    }

    @Test
    void leavesTheFetchSizeOfOthersAlone() {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        new RowStreamer(jdbc, new DataSourceTransactionManager(database));
        assertThat(jdbc.getFetchSize()).isEqualTo(-1);
    }

    @Test
    void refusesATemplateWithoutDatabase() {
        assertThatThrownBy(() -> new RowStreamer(new JdbcTemplate(), new DataSourceTransactionManager(database)))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("The ledger has a database");
    }
}
