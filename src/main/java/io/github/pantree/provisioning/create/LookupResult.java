package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.support.Messages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a listing with one name, and what they mean: ours, existing, or a conflict.
 *
 * @param dirIds the folders with exactly that name
 * @param hasFile whether a file has that name
 * @param isTrashed whether an entry of the recycle bin has that name
 */
public record LookupResult(List<DirId> dirIds, boolean hasFile, boolean isTrashed) {

    LookupResult(List<DirId> dirIds, boolean hasFile) {
        this(dirIds, hasFile, false);
    }

    public static LookupResult of(String name, Listed listed) {
        return new LookupResult(
                listed.folders(name).stream().map(Entry::dirId).toList(),
                listed.hasFile(name),
                listed.trashed().contains(name));
    }

    /** Adds folders that their details, not the listing, prove to exist. */
    public LookupResult with(Set<DirId> existing) {
        Set<DirId> all = new LinkedHashSet<>(dirIds);
        all.addAll(existing);
        return new LookupResult(List.copyOf(all), hasFile, isTrashed);
    }

    /** The folder, if there is exactly one with that name. */
    @Nullable
    public DirId dirId() {
        return dirIds.size() == 1 ? dirIds.get(0) : null;
    }

    /** Whether no entry with that name is listed, which alone proves nothing, since listings lag. */
    public boolean isAbsent() {
        return dirIds.isEmpty() && !hasFile;
    }

    public String joinedDirIds() {
        return dirIds.stream().map(DirId::value).collect(Collectors.joining(", "));
    }

    /** Why no listed entry can be the folder; null if there is exactly one folder, or no entry. */
    @Nullable
    String conflict() {
        if (dirIds.size() > 1) {
            return Messages.format("row.several", dirIds.size(), joinedDirIds());
        }
        return dirIds.isEmpty() && hasFile ? Messages.format("row.file") : null;
    }

    /**
     * The final state of a listed folder.
     *
     * @param ours whether a call of this manifest may have created it
     * @throws IllegalStateException if it is absent
     */
    public Resolution.Final resolution(boolean ours, OnExisting onExisting) {
        DirId found = dirId();
        String conflict = conflict();
        if (conflict != null) {
            return new Resolution.Failed(conflict);
        }
        if (found == null) {
            throw new IllegalStateException("Nothing is listed");
        }
        if (ours || onExisting == OnExisting.ADOPT) {
            return new Resolution.Exists(ours ? FolderState.CREATED : FolderState.EXISTED, found, null);
        }
        return new Resolution.Failed(Messages.format("row.exists", found));
    }
}
