package io.github.pantree.crash;

import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import java.util.Collection;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Part of a changed product: outcomes are saved with the next ones, or before something else than an intent is written
 * or read.
 */
public final class HeldOutcomes {

    private static @Nullable FolderStore store;
    private static List<FolderUpdate> held = List.of();
    private static long manifest;
    private static boolean saving;

    private HeldOutcomes() {}

    /** Returns the outcomes to be saved now. */
    public static Collection<FolderUpdate> hold(
            FolderStore folders, long ofManifest, Collection<FolderUpdate> updates) {
        if (saving) {
            return updates;
        }
        List<FolderUpdate> before = held;
        store = folders;
        manifest = ofManifest;
        held = List.copyOf(updates);
        return before;
    }

    public static void save() {
        if (store != null && !held.isEmpty() && !saving) {
            saving = true;
            store.saveOutcomes(manifest, held);
            saving = false;
            held = List.of();
        }
    }

    /** The beginning of {@code saveOutcomes}. */
    static final class Hold {

        private Hold() {}

        @Advice.OnMethodEnter
        static void enter(
                @Advice.This Object folders,
                @Advice.Argument(0) long manifest,
                @Advice.Argument(value = 1, readOnly = false) Collection<FolderUpdate> updates) {
            updates = hold((FolderStore) folders, manifest, updates);
        }
    }

    /** The beginning of every other method. */
    static final class Save {

        private Save() {}

        @Advice.OnMethodEnter
        static void enter() {
            save();
        }
    }
}
