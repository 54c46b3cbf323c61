package io.github.pantree.ledger.jdbc;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Creates the job repository with Spring Batch's script for the database. */
public final class BatchRepositoryMigration implements JavaMigration {

    /** Identifies a database of pantree in Flyway's history. */
    public static final String DESCRIPTION = "Spring Batch job repository";

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("1");
    }

    @Override
    public String getDescription() {
        return DESCRIPTION;
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        String url = context.getConnection().getMetaData().getURL();
        String platform = DatabaseDriver.fromJdbcUrl(url).getId();
        ScriptUtils.executeSqlScript(
                context.getConnection(),
                new ClassPathResource("org/springframework/batch/core/schema-" + platform + ".sql"));
    }
}
