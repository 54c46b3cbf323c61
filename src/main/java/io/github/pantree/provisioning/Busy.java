package io.github.pantree.provisioning;

import io.github.pantree.ledger.postgres.AdvisoryLocks.Holder;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Thrown when another process works on the home, or on the manifest from another home. */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Busy(String message) {
        super(message);
    }

    static Busy home(Path home, String holder) {
        return new Busy(Messages.format("busy.home", home, named(holder)));
    }

    static Busy manifest(Path file, String holder) {
        return new Busy(Messages.format("busy.manifest", file, named(holder)));
    }

    static Busy server(Path file, Optional<Holder> holder) {
        return new Busy(Messages.format(
                "busy.server", file, named(holder.map(Busy::words).orElse(""))));
    }

    /** This process, as others are to know it. */
    static Holder me(String work) {
        return new Holder(
                String.valueOf(ProcessHandle.current().pid()),
                host(),
                work,
                TimeSource.SYSTEM.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** A machine need not know its own name. */
    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    static String words(Holder holder) {
        return Messages.format("busy.holder", holder.pid(), holder.host(), holder.work(), holder.since());
    }

    private static String named(String holder) {
        return holder.isEmpty() ? Messages.format("busy.other") : holder;
    }
}
