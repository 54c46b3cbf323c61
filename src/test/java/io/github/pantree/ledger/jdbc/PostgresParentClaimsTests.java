package io.github.pantree.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.Claim;
import io.github.pantree.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** On a real PostgreSQL. */
final class PostgresParentClaimsTests {

    private static final String SCOPE = "account";
    private static final DirId PARENT = new DirId("parent");
    private static final DirId OTHER = new DirId("other");

    /** A process with a manifest's lock, until its connection ends. */
    private final class Claimant implements AutoCloseable {
        private final FencingToken fence = new FencingToken();
        private final ParentClaims claims;
        private final Connection lock;

        Claimant(long key) throws SQLException {
            lock = DriverManager.getConnection(postgres.url());
            try (var statement = lock.createStatement()) {
                statement.execute("select pg_advisory_lock(" + key + ")");
            }
            jdbc.update(
                    "insert into run_lock (lock_key, fence, host, pid, work, since)"
                            + " values (?, 1, 'h', '1', 'run', 'now')"
                            + " on conflict (lock_key) do update set fence = run_lock.fence + 1",
                    key);
            Long value = jdbc.queryForObject("select fence from run_lock where lock_key = ?", Long.class, key);
            fence.set(key, value == null ? 0 : value);
            claims = new ParentClaims(jdbc, Dialect.POSTGRESQL, new FencedTransaction(jdbc, fence, transaction));
            processes.add(this);
        }

        Claim claim() {
            return claims.claim(SCOPE, List.of(PARENT)).getOrDefault(PARENT, Claim.BUSY);
        }

        void release() {
            claims.release(SCOPE, List.of(PARENT));
        }

        @Override
        public void close() throws SQLException {
            lock.close();
        }
    }

    private final List<Claimant> processes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private TestPostgres postgres;

    @SuppressWarnings("NullAway.Init") // before each test
    private JdbcTemplate jdbc;

    @SuppressWarnings("NullAway.Init") // before each test
    private TransactionTemplate transaction;

    @BeforeEach
    void open() throws Exception {
        postgres = TestPostgres.create();
        DriverManagerDataSource database = new DriverManagerDataSource(postgres.url());
        Flyway.configure()
                .dataSource(database)
                .javaMigrations(new BatchRepositoryMigration())
                .load()
                .migrate();
        jdbc = new JdbcTemplate(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    @AfterEach
    void close() throws Exception {
        for (Claimant process : processes) {
            process.close();
        }
    }

    @Test
    void oneProcessHoldsAClaim() throws Exception {
        Claimant first = new Claimant(1);
        Claimant second = new Claimant(2);

        assertThat(first.claim()).isEqualTo(Claim.UNTOUCHED);
        assertThat(second.claim()).isEqualTo(Claim.BUSY);
        assertThat(first.claim()).as("again").isEqualTo(Claim.UNTOUCHED);
        assertThat(second.claims.claim(SCOPE, List.of(OTHER))).containsEntry(OTHER, Claim.UNTOUCHED);
        assertThat(second.claims.claim("another account", List.of(PARENT))).containsEntry(PARENT, Claim.UNTOUCHED);
    }

    @Test
    void tellTheNextHolderThatAnotherOneWasThere() throws Exception {
        Claimant first = new Claimant(1);
        Claimant second = new Claimant(2);
        first.claim();
        first.release();
        assertThat(second.claim()).isEqualTo(Claim.TOUCHED);
        second.release();

        assertThat(second.claim()).as("only it itself was there since").isEqualTo(Claim.UNTOUCHED);
        second.release();
        assertThat(first.claim()).isEqualTo(Claim.TOUCHED);
    }

    @Test
    void claimsOfADeadProcessAreTakenOver() throws Exception {
        Claimant dead = new Claimant(1);
        Claimant heir = new Claimant(2);
        dead.claim();
        dead.close();

        assertThat(heir.claim()).isEqualTo(Claim.TOUCHED);
        assertThatThrownBy(dead::claim).isInstanceOf(CannotAcquireLockException.class);
        dead.release();
        Claimant third = new Claimant(3);
        assertThat(third.claim()).as("a release of the dead one counts no more").isEqualTo(Claim.BUSY);
    }

    @Test
    void claimsOfAnEarlierProcessAreNotInherited() throws Exception {
        Claimant first = new Claimant(1);
        first.claim();
        first.close();
        Claimant next = new Claimant(1);

        assertThat(next.claim()).isEqualTo(Claim.TOUCHED);
    }

    /** The server shows the halves of a key as unsigned numbers. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x7FFFFFFFL, 0x80000000L, -0x7FFFFFFF80000000L})
    void aHolderIsFoundByEveryKey(long key) throws Exception {
        new Claimant(key).claim();
        assertThat(new Claimant(1).claim()).isEqualTo(Claim.BUSY);
    }

    @Test
    void claimsAreNotNeededForAFile() {
        ParentClaims none =
                new ParentClaims(jdbc, Dialect.H2, new FencedTransaction(jdbc, new FencingToken(), transaction));

        assertThat(none.areNeeded()).isFalse();
        assertThat(none.claim(SCOPE, List.of(PARENT, OTHER)))
                .containsEntry(PARENT, Claim.UNTOUCHED)
                .containsEntry(OTHER, Claim.UNTOUCHED);
    }
}
