package io.github.pantree.provisioning.lock;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.provisioning.run.ExpectedException;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
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
                        named(holder.map(LockHolder::describe).orElse(""))));
    }

    private static String named(String holder) {
        return holder.isEmpty() ? Messages.format("lock.other") : holder;
    }
}
