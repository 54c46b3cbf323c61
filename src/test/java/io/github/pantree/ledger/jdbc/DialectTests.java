package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

final class DialectTests {

    @TempDir
    private Path home;

    @Test
    void keepsEveryTextThatItCan() {
        assertThat(Dialect.H2.text("a\0b\ud83d")).isEqualTo("a\0b\ud83d");
        assertThat(Dialect.POSTGRESQL.text("a\0b\ud83d")).isEqualTo("a\uFFFDb\ud83d");
    }

    @Test
    void compactsAFileThatIsMostlyEmpty() throws Exception {
        try (Connection connection = connect()) {
            JdbcTemplate jdbc = template(connection);
            jdbc.execute("create table t (x bigint primary key, y varchar)");
            for (int i = 0; i < 10; i++) {
                jdbc.execute("insert into t select x, random_uuid() || repeat('y', 500) from system_range(1, 2000)");
                jdbc.execute("checkpoint sync");
                jdbc.execute("delete from t");
            }
            jdbc.execute("insert into t values (1, 'kept')");
            jdbc.execute("checkpoint sync");
            long before = size();
            assertThat(filled(jdbc)).isLessThan(80 * 100);
            Dialect.H2.compact(jdbc);
            assertThat(size()).isLessThan(before / 4);
        }
        try (Connection connection = connect()) {
            assertThat(template(connection).queryForList("select y from t", String.class))
                    .containsExactly("kept");
        }
    }

    @Test
    void leavesAWellFilledFileOpen() throws Exception {
        try (Connection connection = connect()) {
            JdbcTemplate jdbc = template(connection);
            jdbc.execute("create table t as select x, random_uuid() as y from system_range(1, 20000)");
            jdbc.execute("shutdown compact");
        }
        try (Connection connection = connect()) {
            JdbcTemplate jdbc = template(connection);
            assertThat(filled(jdbc)).isGreaterThanOrEqualTo(80 * 100);
            Dialect.H2.compact(jdbc);
            assertThat(jdbc.queryForObject("select count(*) from t", Long.class))
                    .isEqualTo(20_000);
        }
    }

    /** A server maintains its files itself, and has other users. */
    @Test
    void doesNotCompactAServer() throws Exception {
        try (Connection connection = connect()) {
            JdbcTemplate jdbc = template(connection);
            Dialect.POSTGRESQL.compact(jdbc);
            Dialect.H2.afterBulkInsert(jdbc);
            assertThat(jdbc.queryForObject("select 1", Long.class)).isEqualTo(1);
        }
    }

    private Connection connect() throws Exception {
        return H2Home.dataSource(home).getConnection();
    }

    private static JdbcTemplate template(Connection connection) {
        return new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    }

    /** The product of both rates, each in per cent. */
    private static long filled(JdbcTemplate jdbc) {
        List<Long> rates = jdbc.queryForList(
                "select cast(setting_value as bigint) from information_schema.settings"
                        + " where setting_name in ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                Long.class);
        assertThat(rates).hasSize(2);
        return rates.get(0) * rates.get(1);
    }

    private long size() throws Exception {
        return Files.size(home.resolve("ledger.mv.db"));
    }
}
