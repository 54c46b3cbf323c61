package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Compares the script for new databases with the migrations, and updates databases of all ages. */
final class H2SchemaTests {

    private static final String HISTORY = "\"flyway_schema_history\"";

    @TempDir
    private Path folder;

    private final List<JdbcDataSource> databases = new ArrayList<>();

    @AfterEach
    void close() {
        databases.forEach(database -> jdbc(database).execute("shutdown"));
    }

    @Test
    void createsWhatTheMigrationsCreate() {
        JdbcDataSource created = database("created");
        JdbcDataSource migrated = database("migrated");
        H2Schema.update(created, H2SchemaTests::flywayIsNotNeeded);
        flyway(migrated).migrate();
        assertThat(objects(created)).isEqualTo(objects(migrated));
        assertThat(history(created)).isEqualTo(history(migrated));
        assertThatCode(() -> flyway(created).validate()).doesNotThrowAnyException();
    }

    @Test
    void leavesACurrentDatabaseAsItIs() {
        JdbcDataSource database = database("current");
        flyway(database).migrate();
        H2Schema.update(database, H2SchemaTests::flywayIsNotNeeded);
    }

    @Test
    void migratesADatabaseOfTheFirstVersion() {
        JdbcDataSource database = database("old");
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                .target("2")
                .load()
                .migrate();
        H2Schema.update(database, () -> flyway(database));
        assertThat(newest(database)).isEqualTo(H2Schema.VERSION);
    }

    @Test
    void repairsAFailedMigration() {
        JdbcDataSource database = database("failed");
        H2Schema.update(database, H2SchemaTests::flywayIsNotNeeded);
        jdbc(database).update("update " + HISTORY + " set \"success\" = false where \"version\" = '13'");
        H2Schema.update(database, () -> flyway(database));
        assertThat(jdbc(database).queryForList("select 1 from " + HISTORY + " where not \"success\""))
                .isEmpty();
    }

    @Test
    void doesNotAcceptANewerDatabase() {
        JdbcDataSource database = database("newer");
        H2Schema.update(database, H2SchemaTests::flywayIsNotNeeded);
        jdbc(database)
                .update("insert into " + HISTORY + " select 99, '99', 'of the future', \"type\", 'V99__x.sql', 1, '',"
                        + " current_timestamp, 0, true from " + HISTORY + " where \"version\" = '2'");
        assertThatCode(() -> H2Schema.update(database, () -> flyway(database))).hasMessageContaining("99");
    }

    /** Wherever a process is killed while it creates the database, the next one completes it. */
    @Test
    void completesAnInterruptedCreation() throws Exception {
        List<String> statements = List.of(new ClassPathResource("db/h2/schema.sql")
                .getContentAsString(StandardCharsets.UTF_8)
                .split(";\\s*\\n"));
        for (int done = 0; done < statements.size(); done += 8) {
            JdbcDataSource database = database("interrupted-" + done);
            jdbc(database).execute("runscript from 'classpath:org/springframework/batch/core/schema-h2.sql'");
            statements.subList(0, done).forEach(jdbc(database)::execute);
            H2Schema.update(database, () -> flyway(database));
            assertThat(newest(database)).as("after %d statements", done).isEqualTo(H2Schema.VERSION);
        }
    }

    private JdbcDataSource database(String name) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_DELAY=-1");
        databases.add(database);
        return database;
    }

    private static Flyway flyway(JdbcDataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                .ignoreMigrationPatterns(new String[0])
                .load();
    }

    private static Flyway flywayIsNotNeeded() {
        return fail("Flyway was loaded");
    }

    private static JdbcTemplate jdbc(JdbcDataSource database) {
        return new JdbcTemplate(database);
    }

    private static String newest(JdbcDataSource database) {
        return jdbc(database)
                .queryForList("select \"version\" from " + HISTORY + " order by \"installed_rank\" desc", String.class)
                .get(0);
    }

    /** The statements that create the database. H2 numbers constraints that have no name. */
    private static List<String> objects(JdbcDataSource database) {
        return jdbc(database).queryForList("script nodata nopasswords nosettings", String.class).stream()
                .filter(statement -> !statement.startsWith("--"))
                .map(statement -> statement.replaceAll("\"CONSTRAINT_[0-9A-F]+\"", "\"CONSTRAINT\""))
                .sorted()
                .toList();
    }

    private static List<?> history(JdbcDataSource database) {
        return jdbc(database)
                .queryForList(
                        "select \"installed_rank\", \"version\", \"description\", \"type\", \"script\", \"checksum\","
                                + " \"success\" from " + HISTORY + " order by \"installed_rank\"");
    }
}
