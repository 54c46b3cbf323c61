package io.github.pantree.ledger.jdbc;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the databases do not do alike. */
public enum Dialect {
    /** One file, for one process. */
    H2 {
        @Override
        void loaded(JdbcTemplate jdbc) {
            // Its plans need no statistics.
        }

        @Override
        void compact(JdbcTemplate jdbc) {
            // Of the file, and of what is live in its parts; both in per cent.
            List<Long> rates = jdbc.queryForList(
                    "select cast(setting_value as bigint) from information_schema.settings"
                            + " where setting_name in ('info.FILL_RATE', 'info.CHUNKS_FILL_RATE')",
                    Long.class);
            if (rates.stream().reduce(1L, Math::multiplyExact) < WELL_FILLED * 100) {
                jdbc.execute("shutdown compact");
            }
        }

        @Override
        String text(String text) {
            return text;
        }
    },
    /** On a server, for many. */
    POSTGRESQL {
        @Override
        void loaded(JdbcTemplate jdbc) {
            jdbc.execute("analyze folder");
        }

        @Override
        void compact(JdbcTemplate jdbc) {
            // The server sees to that by itself, and others are using it.
        }

        @Override
        String text(String text) {
            return Truncation.withoutNul(text);
        }
    };

    /** Per cent of a database file in use from which on it is not worth writing anew. */
    private static final long WELL_FILLED = 80;

    /** Many lines came in at once. */
    abstract void loaded(JdbcTemplate jdbc);

    /** Nothing else is to be done for now. */
    abstract void compact(JdbcTemplate jdbc);

    /** A text as it can be kept; as long as it was. */
    abstract String text(String text);
}
