package io.github.pantree.provisioning.job;

import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.JdbcDefaultBatchConfiguration;
import org.springframework.batch.infrastructure.item.database.support.DataFieldMaxValueIncrementerFactory;
import org.springframework.batch.infrastructure.item.database.support.DefaultDataFieldMaxValueIncrementerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.incrementer.AbstractDataFieldMaxValueIncrementer;
import org.springframework.jdbc.support.incrementer.DataFieldMaxValueIncrementer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Isolation;

/**
 * Spring Batch's job repository in the database of the ledger.
 *
 * <p>The numbers of step executions are unique in the process. Spring Batch keeps what belongs to a running step in a
 * static map by the number of its execution, and every database begins with number 1: without this, runs of two homes
 * would use the same readers, writers and executions (Spring Batch, issues 4774 and 4805).
 */
@Configuration(proxyBeanMethods = false)
class JobRepositoryConfiguration extends JdbcDefaultBatchConfiguration {

    private static final AtomicLong REPOSITORIES = new AtomicLong();

    private final DataSource dataSource;
    private final PlatformTransactionManager transactions;

    JobRepositoryConfiguration(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.transactions = transactions;
    }

    @Override
    protected DataSource getDataSource() {
        return dataSource;
    }

    @Override
    protected PlatformTransactionManager getTransactionManager() {
        return transactions;
    }

    /** Locks ensure that one process at a time works on a job instance. */
    @Override
    protected Isolation getIsolationLevelForCreate() {
        return Isolation.READ_COMMITTED;
    }

    @Override
    protected DataFieldMaxValueIncrementerFactory getIncrementerFactory() {
        return new DefaultDataFieldMaxValueIncrementerFactory(dataSource) {
            @Override
            public DataFieldMaxValueIncrementer getIncrementer(String databaseType, String name) {
                DataFieldMaxValueIncrementer sequence = super.getIncrementer(databaseType, name);
                return name.endsWith(getStepExecutionIncrementerName()) ? new StepNumbers(sequence) : sequence;
            }
        };
    }

    /** A number of the repository in the process, and below it one from the database, which is unique there. */
    private static final class StepNumbers extends AbstractDataFieldMaxValueIncrementer {

        private final long first = REPOSITORIES.incrementAndGet() << Integer.SIZE;
        private final DataFieldMaxValueIncrementer sequence;

        StepNumbers(DataFieldMaxValueIncrementer sequence) {
            this.sequence = sequence;
        }

        @Override
        public void afterPropertiesSet() {
            // The database was given to the sequence.
        }

        @Override
        protected long getNextKey() {
            return first + sequence.nextLongValue();
        }
    }
}
