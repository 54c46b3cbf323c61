package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.provisioning.run.ErrorGroup;
import io.github.pantree.testing.TestLedger;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ErrorGroupsTests {

    @RegisterExtension
    private static final TestLedger database = new TestLedger();

    private record Failure(String message, @Nullable String traceId) {}

    private static List<ErrorGroup> kinds(List<Failure> failures) {
        long manifest = database.manifest(IntStream.rangeClosed(0, failures.size())
                .mapToObj(i -> "/n" + i)
                .toArray(String[]::new));
        database.ledger()
                .folders()
                .saveOutcomes(
                        manifest,
                        LongStream.rangeClosed(1, failures.size())
                                .mapToObj(number -> failed(number, failures.get((int) number - 1)))
                                .toList());
        return ErrorGroups.of(database.ledger().report(), manifest);
    }

    private static FolderUpdate failed(long number, Failure failure) {
        return new FolderUpdate(number, FolderState.FAILED, false, null, failure.message(), failure.traceId());
    }

    @Test
    void groupsMessagesThatDifferInNamesAndIds() {
        assertThat(kinds(List.of(
                        new Failure("code 1: \"a\" is bad", "t1"),
                        new Failure("code 2", null),
                        new Failure("code 1: \"b\" is bad", "t2"),
                        new Failure("dirID 0123456789abcdef", null),
                        new Failure("dirID fedcba9876543210", null),
                        new Failure("dirID short", null),
                        new Failure("code 1: \"\" is bad", "t3"))))
                .containsExactly(
                        new ErrorGroup("code 1: … is bad", 3, List.of("t1", "t2", "t3")),
                        new ErrorGroup("dirID …", 2, List.of()),
                        new ErrorGroup("code 2", 1, List.of()),
                        new ErrorGroup("dirID short", 1, List.of()));
    }

    @Test
    void keepsThreeDifferentTraceIds() {
        List<Failure> failures = List.of("t1", "t1", "t2", "t3", "t4").stream()
                .map(trace -> new Failure("no", trace))
                .toList();
        assertThat(kinds(failures)).containsExactly(new ErrorGroup("no", 5, List.of("t1", "t2", "t3")));
    }

    @Test
    void showsTheTwentyMostFrequent() {
        List<Failure> failures = IntStream.range(0, 26)
                .mapToObj(i -> new Failure("kind " + (char) ('a' + Math.min(i, 24)), null))
                .toList();
        List<ErrorGroup> kinds = kinds(failures);
        assertThat(kinds).hasSize(20);
        assertThat(kinds.get(0)).isEqualTo(new ErrorGroup("kind y", 2, List.of()));
        assertThat(kinds.get(1).error()).isEqualTo("kind a");
    }

    @Test
    void groupsMessagesBeyondAThousandGroupsTogether() {
        List<Failure> failures = IntStream.range(0, 1_003)
                .mapToObj(i -> new Failure("kind " + Math.min(i, 1_001), null))
                .toList();
        assertThat(kinds(failures).get(0)).isEqualTo(new ErrorGroup("…", 3, List.of()));
    }

    @Test
    void findsNothingWhenNothingFailed() {
        assertThat(ErrorGroups.of(database.ledger().report(), database.manifest("/a")))
                .isEmpty();
    }
}
