package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.DatabaseErrors;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Database-specific behaviour. */
public enum Dialect {
    /** A database file, used by one process. */
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
            // The fill rates of the file and of its chunks, in per cent.
            List<Long> rates = jdbc.queryForList(
                    "select cast(setting_value as bigint) from information_schema.settings"
                            + " where setting_name in ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                    Long.class);
            if (rates.stream().reduce(1L, Math::multiplyExact) < WELL_FILLED * 100) {
                jdbc.execute("shutdown compact");
            }
        }
    },
    /** A database server, used by several processes. */
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

        @Override
        String ignoreDuplicates() {
            return " on conflict do nothing";
        }

        /** The cluster, the timeline that each restore and each failover begins, and the database itself. */
        @Override
        String origin(JdbcTemplate jdbc) {
            return query(jdbc, "select system_identifier::text from pg_control_system()") + "-"
                    + query(jdbc, "select substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)") + "-"
                    + query(jdbc, "select oid::text from pg_database where datname = current_database()") + "-"
                    + query(jdbc, "select 'folder'::regclass::oid::text");
        }

        /** Some services do not permit each of these functions. */
        private static String query(JdbcTemplate jdbc, String sql) {
            try {
                return String.valueOf(jdbc.queryForObject(sql, String.class));
            } catch (DataAccessException e) {
                if (DatabaseErrors.isLost(e)) {
                    throw e;
                }
                return "?";
            }
        }
    };

    /** A file with at least this fill rate is not worth compacting. */
    private static final long WELL_FILLED = 80;

    /** Called after the insertion of many rows. H2 needs no statistics for its query plans. */
    void afterBulkInsert(JdbcTemplate jdbc) {}

    /** Called when there is no other work. A server reclaims space by itself. */
    void compact(JdbcTemplate jdbc) {}

    /** The size of the whole database in bytes. */
    abstract long size(JdbcTemplate jdbc);

    /** Converts a text to one that the database can store, of the same length. */
    String text(String text) {
        return text;
    }

    /** The end of an insert statement that inserts no row whose key another process has inserted meanwhile. */
    String ignoreDuplicates() {
        return "";
    }

    /** Where the database is: another text after a restore from a copy; empty if that cannot be seen from within. */
    String origin(JdbcTemplate jdbc) {
        return "";
    }

    private static long bytes(JdbcTemplate jdbc, String sql) {
        Long bytes = jdbc.queryForObject(sql, Long.class);
        return bytes == null ? 0 : bytes;
    }
}
