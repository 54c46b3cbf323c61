package io.github.pantree.provisioning;

import java.nio.file.Path;

/** Thrown when another process works on the home, or on the manifest from another home. */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Busy(String message) {
        super(message);
    }

    static Busy home(Path home, String holder) {
        return new Busy(
                "%s is in use by %s — one process works on a home at a time — wait for it to end, or use another --home"
                        .formatted(home, named(holder)));
    }

    static Busy manifest(Path file, String holder) {
        return new Busy(("%s is being provisioned to the same place by %s, from another home — two would make each"
                        + " other's folders twice — wait for it to end")
                .formatted(file, named(holder)));
    }

    private static String named(String holder) {
        return holder.isEmpty() ? "another process" : holder;
    }
}
