package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.testing.TestSimulator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes in a state that this version does not leave behind. */
final class HomeTests {

    private static final String MANIFEST = "path\n/a/b\n/c\n";

    @TempDir
    private Path folder;

    @AutoClose
    private final Simulator simulator = TestSimulator.start();

    private HomeFixture fixture;
    private Path database;

    @BeforeEach
    void runOnce() throws Exception {
        fixture = new HomeFixture(folder, simulator);
        database = folder.resolve("home/pantree.mv.db");
        assertThat(fixture.run(fixture.manifest(MANIFEST)).end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aDamagedDatabaseIsReportedWithAWorkingRemedy() throws Exception {
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
            channel.write(ByteBuffer.wrap(new byte[9_000]), 0);
        }
        assertThatThrownBy(fixture::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.mv.db")
                .hasMessageContaining("move it away");
        Files.move(database, folder.resolve("damaged"));
        // The high-water mark shows that this home sent calls before, so what is listed counts as its own.
        assertThat(fixture.run(folder.resolve("manifest.csv")).summary().folders())
                .isEqualTo(new FolderCounts(3, 0, 0, 0, 0));
        assertThat(simulator.stats().mkdirCalls()).isEqualTo(3);
    }

    @Test
    void aDatabaseOfANewerVersionIsNotChanged() throws Exception {
        execute("insert into \"flyway_schema_history\" select 99, '99', 'new', 'SQL', 'V99', 1, 'me',"
                + " current_timestamp, 1, true");
        assertThatThrownBy(fixture::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("this version of pantree");
    }

    @Test
    void anOlderVersionsDatabaseIsBroughtUpToDate() throws Exception {
        execute("alter sequence batch_job_execution_seq cache 32");
        execute("alter table folder add column key_hash uuid default random_uuid() not null");
        execute("create table manifest_row (manifest_id bigint not null references manifest (id),"
                + " key_hash uuid not null,"
                + " parent_key_hash uuid not null, line bigint, name varchar(600) not null,"
                + " key_text varchar(1000000) not null, parent_key_text varchar(1000000) not null,"
                + " cells varchar(1000000), constraint manifest_row_pk primary key (manifest_id, key_hash))");
        execute("delete from \"flyway_schema_history\" where cast(\"version\" as int) >= 3");
        Files.writeString(folder.resolve("manifest.csv"), MANIFEST + "/d\n");
        assertThat(fixture.run(folder.resolve("manifest.csv")).summary().folders())
                .isEqualTo(new FolderCounts(1, 3, 0, 0, 0));
    }

    @Test
    void anIncompleteDatabaseOfAKilledProcessIsCreatedAgain() throws Exception {
        Files.delete(database);
        execute("create table batch_job_instance (job_instance_id bigint)");
        assertThat(fixture.run(fixture.manifest("path\n/x\n")).end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aFailedMigrationOfIncompleteTablesIsRepeated() throws Exception {
        String rows = "truncate table ";
        for (String table : List.of(
                "batch_step_execution_context",
                "batch_job_execution_context",
                "batch_job_execution_params",
                "manifest_problem",
                "tree_parent",
                "database_mark",
                "folder")) {
            execute(rows + table);
        }
        for (String table : List.of("batch_step_execution", "batch_job_execution", "batch_job_instance", "manifest")) {
            execute("delete from " + table);
        }
        execute("drop table folder");
        execute("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '2'");
        execute("delete from \"flyway_schema_history\" where cast(\"version\" as int) >= 3");
        assertThat(fixture.run(fixture.manifest("path\n/x\n")).end()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void rowsWithoutAMigrationHistoryAreKept() throws Exception {
        execute("drop table \"flyway_schema_history\"");
        assertThatThrownBy(fixture::open)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.mv.db");
        execute("update folder set name = name where name = 'a'");
    }

    private void execute(String sql) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("home/pantree");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aHomeThatIsAFileIsRefused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> fixture.with("pantree.home", file.toString()).open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.home");
        assertThatThrownBy(() -> fixture.with(
                                "pantree.home", folder.resolve("home").toString())
                        .with("pantree.out", file.toString())
                        .open())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("pantree.out");
    }
}
