package io.github.pantree.provisioning;

import java.nio.file.Path;

/** Thrown when another process works on the home. */
public final class HomeBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HomeBusy(Path home, String holder) {
        super("%s is in use by %s — one process works on a home at a time — wait for it to end, or use another --home"
                .formatted(home, holder.isEmpty() ? "another process" : holder));
    }
}
