package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.provisioning.run.ExpectedException;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown when another process uses the home, or the same manifest from another home. */
public final class LockedException extends ExpectedException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path home;

    private LockedException(@Nullable Path home, String message) {
        super(RunStatus.BUSY, message);
        this.home = home;
    }

    public static LockedException home(Path home, String holder) {
        return new LockedException(home, Messages.format("lock.home", home, named(holder)));
    }

    /** The home that another process uses; empty if the lock is on a manifest. */
    public Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    static LockedException manifest(Path file, String holder) {
        return new LockedException(null, Messages.format("lock.manifest", file, named(holder)));
    }

    static LockedException server(Path file, Optional<Holder> holder) {
        return new LockedException(
                null,
                Messages.format(
                        "lock.server",
                        file,
                        named(holder.map(LockedException::message).orElse(""))));
    }

    /** Identifies this process to others. */
    public static Holder currentProcess(String work) {
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

    static String message(Holder holder) {
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

    private static String named(String holder) {
        return holder.isEmpty() ? Messages.format("lock.other") : holder;
    }
}
