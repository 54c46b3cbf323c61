package io.github.pantree.pan123.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.support.SlowestCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SlowestCallsTests {

    private final SlowestCalls slowest = new SlowestCalls();

    @Test
    void keepsTheFiveSlowestWithTheSlowestFirst() {
        assertThat(slowest.calls()).isEmpty();
        for (int millis : new int[] {30, 10, 70, 20, 50, 40, 60, 5}) {
            slowest.add("mkdir", "/f" + millis, Duration.ofMillis(millis), "t" + millis);
        }
        assertThat(slowest.calls()).extracting(SlowestCall::seconds).containsExactly(0.07, 0.06, 0.05, 0.04, 0.03);
        assertThat(slowest.calls().get(0)).isEqualTo(new SlowestCall("mkdir", "/f70", Duration.ofMillis(70), "t70"));
    }

    @Test
    void earlierCallStaysWhereALaterOneIsAsSlow() {
        for (int i = 0; i < 7; i++) {
            slowest.add("list", "/" + i, Duration.ofMillis(10), null);
        }
        assertThat(slowest.calls()).extracting(SlowestCall::folder).containsExactly("/0", "/1", "/2", "/3", "/4");
        slowest.add("list", "/slower", Duration.ofMillis(11), null);
        assertThat(slowest.calls()).extracting(SlowestCall::folder).containsExactly("/slower", "/0", "/1", "/2", "/3");
    }

    @Test
    void callsAreACopy() {
        List<SlowestCall> before = slowest.calls();
        slowest.add("token", null, Duration.ofMillis(1), null);
        assertThat(before).isEmpty();
    }

    @Test
    void totalOfTheFiguresIsOfAllKinds() {
        assertThat(new CallStatistics(1, 20, 300, 4, 5, 6, Duration.ZERO, List.of()).total())
                .isEqualTo(321);
    }
}
