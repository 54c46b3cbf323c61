package io.github.pantree.pan123;

import io.github.pantree.folder.DirId;
import io.github.pantree.support.Messages;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The possible results of listing a folder. Transient failures are retried before. */
public sealed interface ListResult {

    /** One entry of a folder. */
    record Entry(String name, DirId dirId, boolean isFolder) {}

    /**
     * The content of the folder, from all pages. Listings lag: a folder that is missing here may exist.
     *
     * @param byName the entries under each name, which need not be unique
     * @param trashed the names of entries in the recycle bin, which do not exist for a mkdir call
     */
    record Listed(Map<String, List<Entry>> byName, Set<String> trashed) implements ListResult {

        public Listed(Map<String, List<Entry>> byName) {
            this(byName, Set.of());
        }

        /**
         * The folders with exactly this name, without repetitions: pages that shift while they are read show an entry
         * twice.
         */
        public List<Entry> folders(String name) {
            return byName.getOrDefault(name, List.of()).stream()
                    .filter(Entry::isFolder)
                    .distinct()
                    .toList();
        }

        /** Whether a folder with this dirID is listed, under whatever name. */
        public boolean hasFolder(@Nullable DirId dirId) {
            return byName.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(entry -> entry.isFolder() && entry.dirId().equals(dirId));
        }

        /** Whether an entry that is not a folder has this name. */
        public boolean hasFile(String name) {
            return byName.getOrDefault(name, List.of()).stream().anyMatch(entry -> !entry.isFolder());
        }
    }

    /** The API refused the listing repeatedly. */
    record Refused(int code, String message) implements ListResult {

        /** Whether the response had code 0 but contained no usable listing. */
        public boolean concernsListing() {
            return code == 0;
        }

        public String describe() {
            return Messages.format("api.code", String.valueOf(code), message);
        }
    }

    /** Not all of its calls were sent, because the run is stopping. */
    record NotSent() implements ListResult {}
}
