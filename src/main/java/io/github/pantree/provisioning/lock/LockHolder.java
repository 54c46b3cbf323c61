package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Identifies and describes the process that holds a lock. */
public final class LockHolder {

    private LockHolder() {}

    /**
     * Identifies this process to others.
     *
     * @param work what it does
     */
    public static Holder current(String work) {
        return new Holder(
                String.valueOf(ProcessHandle.current().pid()),
                host(),
                work,
                TimeSource.SYSTEM.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** Not every machine can resolve its own host name. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The holder for people, in the display language. */
    static String describe(Holder holder) {
        return Messages.format("lock.holder", holder.pid(), holder.host(), holder.work(), since(holder));
    }

    /** The start of the lock in local time; as it is written if another program wrote it. */
    private static String since(Holder holder) {
        try {
            return DisplayTime.format(Instant.parse(holder.since()));
        } catch (DateTimeParseException e) {
            return holder.since();
        }
    }
}
