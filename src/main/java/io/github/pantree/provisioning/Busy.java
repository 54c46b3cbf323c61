package io.github.pantree.provisioning;

import io.github.pantree.folder.Words;
import java.nio.file.Path;

/** Thrown when another process works on the home, or on the manifest from another home. */
public final class Busy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Busy(String message) {
        super(message);
    }

    static Busy home(Path home, String holder) {
        return new Busy(Words.say("busy.home", home, named(holder)));
    }

    static Busy manifest(Path file, String holder) {
        return new Busy(Words.say("busy.manifest", file, named(holder)));
    }

    private static String named(String holder) {
        return holder.isEmpty() ? Words.say("busy.other") : holder;
    }
}
