package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.pantree.ledger.VerificationStore.Difference;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.support.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a comparison of the remote tree with a manifest.
 *
 * @param folders number of the manifest's folders by result
 * @param extra remote folders that are not in the manifest; 0 unless requested
 * @param shown the first differences
 * @param file the file with all differences; null if there are none
 * @param reason why there is no comparison; null if there is one
 * @param manifest the manifest's number in the ledger
 */
public record VerifyOutcome(
        RunStatus end,
        Counts folders,
        long extra,
        long listCalls,
        double seconds,
        List<Shown> shown,
        @Nullable Path file,
        @Nullable String reason,
        long manifest) {

    /** Number of the manifest's folders by the result of the comparison. */
    @JsonPropertyOrder("total")
    public record Counts(
            long there,
            long missing,
            long doubled,
            @JsonProperty("other_dir_id") long other,
            long unchecked) {

        public static Counts of(Map<State, Long> counts) {
            return new Counts(
                    counts.getOrDefault(State.THERE, 0L),
                    counts.getOrDefault(State.MISSING, 0L),
                    counts.getOrDefault(State.DOUBLED, 0L),
                    counts.getOrDefault(State.OTHER, 0L),
                    counts.getOrDefault(State.UNCHECKED, 0L));
        }

        @JsonProperty
        public long total() {
            return there + missing + doubled + other + unchecked;
        }

        public boolean hasDifferences() {
            return there < total();
        }
    }

    /** One difference, for display and JSON. */
    public record Shown(
            @Nullable Long line,
            String path,
            String state,
            @Nullable String expected,
            @Nullable String found,
            @Nullable String detail) {

        public static Shown of(Difference difference) {
            return new Shown(
                    difference.line(),
                    difference.path(),
                    difference.state(),
                    difference.expected() == null ? null : difference.expected().value(),
                    difference.found() == null ? null : difference.found().value(),
                    difference.detail());
        }
    }

    /** The comparison as one line of JSON. */
    public String json(String name) {
        return Json.write(new Content(
                name,
                end == RunStatus.COMPLETED ? "ok" : end.label(),
                end.exitCode(),
                folders,
                extra,
                Map.of("list", listCalls),
                Math.round(seconds * 1000) / 1000.0,
                shown,
                file == null ? null : file.toString()));
    }

    private record Content(
            String manifest,
            String status,
            int exitCode,
            Counts folders,
            long extra,
            Map<String, Long> calls,
            double seconds,
            List<Shown> differences,
            @Nullable String differencesFile) {}
}
