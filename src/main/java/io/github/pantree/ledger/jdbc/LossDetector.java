package io.github.pantree.ledger.jdbc;

import io.github.pantree.ledger.HighWaterMark;
import io.github.pantree.ledger.HighWaterMark.Value;
import io.github.pantree.support.Messages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Detects that the database is older than what was sent: damaged, or replaced by a copy. What may have been sent since
 * is in doubt then.
 *
 * <p>With H2, intents are numbered in the database and, before their calls leave, in a {@link HighWaterMark} beside it.
 * On a server, where a mark of one machine would not show what others sent, the database records where it is: it is
 * elsewhere after a restore, and after a failover.
 */
public final class LossDetector {

    private static final Logger log = LoggerFactory.getLogger(LossDetector.class);

    private record Row(UUID identity, long mark, String origin) {}

    private final JdbcTemplate jdbc;
    private final Dialect dialect;
    private final @Nullable HighWaterMark file;
    private final TransactionTemplate ownTransaction;
    /** The last value that was written. */
    private @Nullable Value last;

    /** @param file null for a database on a server, or one below which nothing is sent */
    public LossDetector(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, Dialect dialect, @Nullable HighWaterMark file) {
        this.jdbc = jdbc;
        this.dialect = dialect;
        this.file = file;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** To be called before a run: durably treats what may have been sent since the database's state as in doubt. */
    public void recover() {
        String origin = dialect.origin(jdbc);
        Optional<String> loss = Objects.requireNonNull(ownTransaction.execute(status -> recover(origin)));
        persist();
        loss.ifPresent(log::warn);
    }

    private Optional<String> recover(String origin) {
        Row row = row(origin);
        Optional<String> loss = file == null ? lossOnServer(row, origin) : loss(row, file);
        if (file != null) {
            long sent = file.read().map(Value::number).orElse(0L);
            last = new Value(row.identity(), Math.max(row.mark(), sent));
            jdbc.update("update database_mark set mark = ?", last.number());
        }
        if (loss.isPresent()) {
            jdbc.update("update folder set state = 'SENT', in_doubt = true where state = 'PENDING'");
            jdbc.update("update folder set in_doubt = true where state in ('FAILED', 'BLOCKED') and not in_doubt");
            jdbc.update("update database_mark set origin = ?, lost_at = current_timestamp", origin);
        }
        return loss;
    }

    /** Other processes wait for the end of the transaction. */
    private Row row(String origin) {
        jdbc.update(
                "insert into database_mark (id, identity, mark, origin) select 1, cast(? as uuid), 0, cast(? as"
                        + " varchar(400)) where not exists (select 1 from database_mark)"
                        + dialect.ignoreDuplicates(),
                UUID.randomUUID().toString(),
                origin);
        return jdbc.query(
                        "select identity, mark, origin from database_mark where id = 1 for update",
                        (rs, i) -> new Row(rs.getObject(1, UUID.class), rs.getLong(2), rs.getString(3)))
                .get(0);
    }

    private static Optional<String> loss(Row row, HighWaterMark file) {
        Value sent = file.read().orElse(null);
        if (sent == null) {
            // Nothing was sent yet, or by a version without marks.
            boolean unmarked = row.mark() == 0 && !file.exists();
            return unmarked ? Optional.empty() : Optional.of(Messages.format("loss.unmarked", file.file()));
        }
        return sent.database().equals(row.identity()) && sent.number() <= row.mark()
                ? Optional.empty()
                : Optional.of(Messages.format("loss.older", row.mark(), file.file(), sent.number()));
    }

    private static Optional<String> lossOnServer(Row row, String origin) {
        return row.origin().equals(origin)
                ? Optional.empty()
                : Optional.of(Messages.format("loss.moved", row.origin(), origin));
    }

    /** To be called in the transaction of intents. */
    void raise() {
        Value before = last;
        if (before != null) {
            last = new Value(before.database(), before.number() + 1);
            jdbc.update("update database_mark set mark = ?", last.number());
        }
    }

    /** To be called when intents are committed, before their calls leave. */
    void persist() {
        if (file != null && last != null) {
            file.write(last);
        }
    }

    /**
     * To be called in the transaction that completes a new manifest: commits that were lost not long ago may have been
     * those of the same folders.
     */
    void distrust(long manifest) {
        List<Integer> lost = jdbc.queryForList(
                "select 1 from database_mark where lost_at > current_timestamp - interval '1' day", Integer.class);
        if (!lost.isEmpty()) {
            jdbc.update(
                    "update folder set state = 'SENT', in_doubt = true where manifest_id = ? and state = 'PENDING'",
                    manifest);
        }
    }
}
