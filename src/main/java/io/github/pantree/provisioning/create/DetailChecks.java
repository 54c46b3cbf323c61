package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Requests the details of folders that listings lack, to find out whether they exist nevertheless. */
final class DetailChecks {

    /** As many other known folders are requested at a time, until one of them exists. */
    private static final int SAMPLE = 10;

    /**
     * The folders of a parent that exist although listings lack them.
     *
     * @param dirIds by name
     * @param unknown the names of those whose existence is unknown
     * @param example one of them, or one whose existence is unknown; null if there is none
     */
    record Existing(
            Map<String, Set<DirId>> dirIds,
            Set<String> unknown,
            @Nullable String example) {

        /** Whether the listings contain everything that exists. */
        boolean isComplete() {
            return example == null;
        }

        Set<DirId> named(String name) {
            return dirIds.getOrDefault(name, Set.of());
        }

        /** Whether a known folder of this name, besides those of {@link #named}, may exist. */
        boolean isUnknown(String name) {
            return unknown.contains(name);
        }
    }

    private final long manifest;
    private final CallExecutor executor;
    private final FolderApi api;
    private final AccountTree tree;

    DetailChecks(long manifest, CallExecutor executor, FolderApi api, AccountTree tree) {
        this.manifest = manifest;
        this.executor = executor;
        this.api = api;
        this.tree = tree;
    }

    /**
     * Requests the details of the requested folders that are missing, and of others until one of them exists.
     *
     * @param any a child of the parent, for log lines
     */
    void check(
            LedgerFolder any, DirId parent, Set<String> wanted, MissingChildren missing, Consumer<Existing> onChecked) {
        List<Map.Entry<DirId, String>> requested = new ArrayList<>();
        Deque<Map.Entry<DirId, String>> others = new ArrayDeque<>();
        missing.names()
                .forEach((dirId, name) -> (wanted.contains(name) ? requested : others).add(Map.entry(dirId, name)));
        new Pass(any, parent, missing, others, onChecked).ask(requested);
    }

    /** The results for one parent. */
    private final class Pass {

        private final LedgerFolder any;
        private final DirId parent;
        private final MissingChildren missing;
        private final Deque<Map.Entry<DirId, String>> others;
        private final Consumer<Existing> onChecked;
        private final Map<String, Set<DirId>> existing = new HashMap<>();
        private final Set<String> unknown = new HashSet<>();
        private final List<DirId> deleted = new ArrayList<>();
        private @Nullable String example;
        private int open;

        Pass(
                LedgerFolder any,
                DirId parent,
                MissingChildren missing,
                Deque<Map.Entry<DirId, String>> others,
                Consumer<Existing> onChecked) {
            this.any = any;
            this.parent = parent;
            this.missing = missing;
            this.others = others;
            this.onChecked = onChecked;
        }

        /** Requests details of these folders and of the next others. */
        void ask(List<Map.Entry<DirId, String>> requested) {
            List<Map.Entry<DirId, String>> asked = new ArrayList<>(requested);
            for (int i = 0; i < SAMPLE && !others.isEmpty(); i++) {
                asked.add(others.remove());
            }
            open = asked.size();
            if (open == 0) {
                end();
            }
            asked.forEach(child -> executor.call(
                    any.path(),
                    any.line(),
                    () -> api.detail(child.getKey()),
                    result -> onResult(child.getKey(), child.getValue(), result)));
        }

        private void onResult(DirId dirId, String name, DetailResult result) {
            if (result instanceof DetailResult.NotSent) {
                // The run is stopping, so nothing is decided.
                return;
            }
            if (result instanceof DetailResult.Missing) {
                deleted.add(dirId);
            } else if (result instanceof DetailResult.Unknown) {
                unknown.add(name);
                example = "\"" + name + "\" (dirID " + dirId + ")";
            } else if (result instanceof DetailResult.Found found && missing.isShown(dirId, parent, name, found)) {
                existing.computeIfAbsent(name, first -> new HashSet<>()).add(dirId);
                example = "\"" + name + "\" (dirID " + dirId + ")";
            }
            if (--open == 0) {
                if (example == null && !others.isEmpty()) {
                    ask(List.of());
                } else {
                    end();
                }
            }
        }

        private void end() {
            if (!deleted.isEmpty()) {
                tree.markDeleted(manifest, deleted);
            }
            onChecked.accept(new Existing(existing, unknown, example));
        }
    }
}
