package io.github.pantree.provisioning;

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
record Sighting(@Nullable DirId dirId, @Nullable String conflict) {

    /** Whether nothing of that name is to be seen. */
    boolean isNothing() {
        return dirId == null && conflict == null;
    }

    static Sighting of(String name, Listed listed) {
        List<Entry> folders = listed.folders(name);
        if (folders.size() == 1) {
            return new Sighting(folders.get(0).dirId(), null);
        }
        if (folders.size() > 1) {
            String dirIds = folders.stream().map(entry -> entry.dirId().value()).collect(Collectors.joining(", "));
            return new Sighting(null, Messages.format("row.several", folders.size(), dirIds));
        }
        return new Sighting(null, listed.hasFile(name) ? Messages.format("row.file") : null);
    }
}
