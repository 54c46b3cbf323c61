package io.github.pantree.provisioning.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of a run, as it is stored, published and shown: in progress, killed, or how it ended.
 *
 * <p>No enum, since a home also contains labels of other versions and Spring Batch's names of statuses, such as
 * "abandoned". They are shown as they are.
 *
 * @param label of a {@link RunStatus}, or of a state below, or another one
 */
public record RunState(@JsonValue String label) {

    public static final RunState RUNNING = new RunState("running");

    /** In progress, after a stop request. */
    public static final RunState STOPPING = new RunState("stopping");

    /** The process of the run ended before the run did. */
    public static final RunState KILLED = new RunState("killed");

    /** Spring Batch's status of a run that did not complete: all that version 0.1 recorded. */
    public static final RunState FAILED = new RunState("failed");

    private static final Set<RunState> IN_PROGRESS = Set.of(RUNNING, STOPPING);

    /** Labels of ends for which a report has a text. A run that another one excludes is not stored. */
    private static final Set<String> REPORTED = Stream.concat(
                    Arrays.stream(RunStatus.values())
                            .filter(end -> end != RunStatus.BUSY)
                            .map(RunStatus::label),
                    Stream.of(KILLED.label()))
            .collect(Collectors.toUnmodifiableSet());

    @JsonCreator(mode = Mode.DELEGATING)
    public RunState {}

    public static RunState of(RunStatus end) {
        return new RunState(end.label());
    }

    public boolean is(RunStatus end) {
        return label.equals(end.label());
    }

    public boolean isInProgress() {
        return IN_PROGRESS.contains(this);
    }

    /** Whether the same command would have something to do: the run is over, and did not complete. */
    public boolean isResumable() {
        return !isInProgress() && !is(RunStatus.COMPLETED);
    }

    /** The label if a report has a text for it; otherwise that of {@link #FAILED}. */
    public String reportLabel() {
        return REPORTED.stream().filter(label::equals).findFirst().orElse(FAILED.label());
    }
}
