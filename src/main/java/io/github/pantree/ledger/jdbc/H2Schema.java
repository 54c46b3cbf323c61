package io.github.pantree.ledger.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Brings a database file to the current schema. One script creates a new database, and a current one needs nothing;
 * only others need Flyway, which takes longer than the rest of a start.
 *
 * <p>A process that is killed in the script leaves tables without rows and an empty history or none, which
 * {@link H2Migration} replaces.
 */
public final class H2Schema {

    /** The newest migration. */
    static final String VERSION = "13";

    private static final String FAILED_OR_NEWEST = "select \"version\", \"success\" from \"flyway_schema_history\""
            + " order by \"success\", \"installed_rank\" desc fetch first 1 rows only";

    private H2Schema() {}

    /**
     * Creates the tables of an empty database, or migrates it to the current version.
     *
     * @param flyway configured for this database; not called unless it is an older or a newer one
     */
    public static void update(DataSource database, Supplier<Flyway> flyway) {
        Boolean current = new JdbcTemplate(database).execute(H2Schema::isCurrent);
        if (!Boolean.TRUE.equals(current)) {
            new H2Migration().migrate(flyway.get());
        }
    }

    /** Creates the tables if there are none. */
    private static boolean isCurrent(Statement statement) throws SQLException {
        try (ResultSet migration = statement.executeQuery(FAILED_OR_NEWEST)) {
            return migration.next() && migration.getBoolean(2) && VERSION.equals(migration.getString(1));
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1) {
                // Flyway explains it.
                return false;
            }
        }
        statement.execute("runscript from 'classpath:org/springframework/batch/core/schema-h2.sql'");
        statement.execute("runscript from 'classpath:db/h2/schema.sql'");
        return true;
    }
}
