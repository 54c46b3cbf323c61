package io.github.pantree.ledger.jdbc;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** Database-specific behaviour. */
public enum Dialect {
    /** A file for one process. */
    H2 {
        @Override
        long size(JdbcTemplate jdbc) {
            return bytes(
                    jdbc,
                    "select cast(setting_value as bigint) from information_schema.settings"
                            + " where setting_name = 'info.FILE_SIZE'");
        }

        @Override
        void compact(JdbcTemplate jdbc) {
            // Of the file, and of the live data in its chunks; both in per cent.
            List<Long> rates = jdbc.queryForList(
                    "select cast(setting_value as bigint) from information_schema.settings"
                            + " where setting_name in ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                    Long.class);
            if (rates.stream().reduce(1L, Math::multiplyExact) < WELL_FILLED * 100) {
                jdbc.execute("shutdown compact");
            }
        }
    },
    /** A server for many processes. */
    POSTGRESQL {
        @Override
        void afterBulkInsert(JdbcTemplate jdbc) {
            jdbc.execute("analyze folder");
        }

        @Override
        long size(JdbcTemplate jdbc) {
            return bytes(jdbc, "select pg_database_size(current_database())");
        }

        @Override
        String text(String text) {
            return Truncation.withoutNul(text);
        }
    };

    /** A file with at least so many per cent in use is not worth compacting. */
    private static final long WELL_FILLED = 80;

    /** To be called after the insertion of many rows. H2's plans need no statistics. */
    void afterBulkInsert(JdbcTemplate jdbc) {}

    /** To be called when there is no other work. A server reclaims space by itself, while others use it. */
    void compact(JdbcTemplate jdbc) {}

    /** The size of the whole database in bytes. */
    abstract long size(JdbcTemplate jdbc);

    /** A text that the database can store, of the same length. */
    String text(String text) {
        return text;
    }

    private static long bytes(JdbcTemplate jdbc, String sql) {
        Long bytes = jdbc.queryForObject(sql, Long.class);
        return bytes == null ? 0 : bytes;
    }
}
