package io.github.pantree.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.postgres.TestPostgres;
import io.github.pantree.provisioning.run.RunStatus;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.DefaultJobKeyGenerator;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/** Two accounts in one database on a real PostgreSQL. */
final class PostgresAccountsTests extends AccountsContract {

    private @Nullable TestPostgres postgres;

    private TestPostgres postgres() throws SQLException {
        TestPostgres open = postgres == null ? TestPostgres.create() : postgres;
        postgres = open;
        return open;
    }

    @Override
    HomeFixture withDatabase(HomeFixture fixture) throws SQLException {
        return fixture.with("spring.datasource.url", postgres().url());
    }

    @Override
    void forgetAccounts() throws SQLException {
        postgres().execute("update pantree.manifest set account = null");
    }

    /** In which the accounts of a target shared manifests and job instances. */
    @Test
    void theRunsOfADatabaseOfSchema12AreContinuedByTheirAccount() throws Exception {
        stopBelowTheTop(first, firstServer);
        revertToSchema12();
        assertThat(second.run(manifest).summary().folders()).isEqualTo(ALL);
        assertThat(first.run(manifest).summary().folders()).isEqualTo(ALL);
        assertThat(firstServer.paths()).containsExactly(PATHS);
        assertThat(instances()).isEqualTo("2");
        revertHistory();
        assertThat(first.run(manifest).nothingLeft()).as("a repeated migration").isTrue();
        assertThat(second.run(manifest).end()).isEqualTo(RunStatus.COMPLETED);
        assertThat(instances()).isEqualTo("2");
    }

    private String instances() throws SQLException {
        return postgres().query("select count(*) from pantree.batch_job_instance");
    }

    private void revertToSchema12() throws SQLException {
        JobParameters older = new JobParametersBuilder()
                .addString("content", postgres().query("select content_hash from pantree.manifest"))
                .addString("baseUrl", BASE_URL)
                .addString("parent", "")
                .toJobParameters();
        postgres()
                .execute("update pantree.batch_job_instance set job_key = '"
                        + new DefaultJobKeyGenerator().generateKey(older) + "'");
        postgres()
                .execute("update pantree.batch_job_execution_params set identifying = 'N'"
                        + " where parameter_name = 'manifest'");
        postgres().execute("alter table pantree.manifest drop constraint manifest_target");
        postgres()
                .execute("alter table pantree.manifest add constraint manifest_target"
                        + " unique (content_hash, base_url, parent_dir_id)");
        revertHistory();
    }

    private void revertHistory() throws SQLException {
        postgres().execute("delete from pantree.flyway_schema_history where version = '13'");
    }
}
