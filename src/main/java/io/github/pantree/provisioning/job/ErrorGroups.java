package io.github.pantree.provisioning.job;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.provisioning.run.ErrorGroup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Groups failed folders whose messages differ only in names and IDs. */
public final class ErrorGroups {

    private static final int MOST_GROUPS = 1_000;
    private static final int SHOWN_GROUPS = 20;
    private static final int SHOWN_TRACES = 3;

    /** Quoted text, and words that are long enough for an ID. */
    private static final Pattern OWN = Pattern.compile("\"[^\"]*\"|[A-Za-z0-9+/=_-]{16,}");

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, List<String>> traces = new LinkedHashMap<>();

    private ErrorGroups() {}

    /** The groups of a manifest's failed folders, most frequent first. */
    public static List<ErrorGroup> of(LedgerReport ledger, long manifest) {
        ErrorGroups groups = new ErrorGroups();
        ledger.forEachFolderIn(
                manifest,
                EnumSet.of(FolderState.FAILED),
                folder -> groups.add(Objects.requireNonNullElse(folder.message(), ""), folder.traceId()));
        return groups.counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN_GROUPS)
                .map(group -> new ErrorGroup(
                        group.getKey(), group.getValue(), groups.traces.getOrDefault(group.getKey(), List.of())))
                .toList();
    }

    private void add(String message, @Nullable String traceId) {
        String own = OWN.matcher(message).replaceAll("…");
        // If every row has a different message, the first thousand groups are enough.
        String group = counts.containsKey(own) || counts.size() < MOST_GROUPS ? own : "…";
        counts.merge(group, 1L, Long::sum);
        List<String> shown = traces.computeIfAbsent(group, fresh -> new ArrayList<>());
        if (traceId != null && shown.size() < SHOWN_TRACES && !shown.contains(traceId)) {
            shown.add(traceId);
        }
    }
}
