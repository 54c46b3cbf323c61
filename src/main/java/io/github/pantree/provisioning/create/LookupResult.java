package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.support.Messages;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a listing shows of one name.
 *
 * @param dirId the folder, if there is exactly one of that name
 * @param conflict why none of what is there can be taken; null if there is one folder, or nothing
 */
public record LookupResult(@Nullable DirId dirId, @Nullable String conflict) {

    /** Whether nothing of that name is to be seen. */
    boolean isAbsent() {
        return dirId == null && conflict == null;
    }

    public static LookupResult of(String name, Listed listed) {
        List<Entry> folders = listed.folders(name);
        if (folders.size() == 1) {
            return new LookupResult(folders.get(0).dirId(), null);
        }
        if (folders.size() > 1) {
            String dirIds = folders.stream().map(entry -> entry.dirId().value()).collect(Collectors.joining(", "));
            return new LookupResult(null, Messages.format("row.several", folders.size(), dirIds));
        }
        return new LookupResult(null, listed.hasFile(name) ? Messages.format("row.file") : null);
    }
}
