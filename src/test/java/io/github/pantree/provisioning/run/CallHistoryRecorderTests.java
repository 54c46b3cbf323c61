package io.github.pantree.provisioning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.report.CallHistory;
import io.github.pantree.report.CallHistory.Bucket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallHistoryRecorderTests {

    private final CallHistoryRecorder recorder = new CallHistoryRecorder();

    @Test
    void callsCountInTheSecondInWhichTheyAreNoticed() {
        recorder.record(Duration.ofMillis(300), 2, 0);
        recorder.record(Duration.ofMillis(900), 5, 1);
        recorder.record(Duration.ofMillis(2_100), 6, 1);
        assertThat(recorder.history().bucketSeconds()).isEqualTo(1);
        assertThat(recorder.history().buckets()).containsExactly(new Bucket(5, 1), new Bucket(0, 0), new Bucket(1, 0));
    }

    @Test
    void aLongRunHasFewBucketsWithAllCalls() {
        for (int second = 0; second < 100_000; second++) {
            recorder.record(Duration.ofSeconds(second), 5L * second, second / 100);
        }
        CallHistory history = recorder.history();
        assertThat(history.buckets()).hasSizeBetween(60, 120);
        assertThat(history.bucketSeconds()).isEqualTo(1_024);
        assertThat(history.buckets().stream().mapToLong(Bucket::calls).sum()).isEqualTo(499_995);
        assertThat(history.buckets().stream().mapToLong(Bucket::limited).sum()).isEqualTo(999);
        assertThat(history.buckets().get(10).calls()).isEqualTo(5_120);
    }

    @Test
    void aLongSilenceMergesAsOftenAsNeeded() {
        recorder.record(Duration.ofSeconds(1), 7, 0);
        recorder.record(Duration.ofDays(3), 8, 0);
        assertThat(recorder.history().buckets()).hasSizeLessThanOrEqualTo(120);
        assertThat(recorder.history().buckets().get(0)).isEqualTo(new Bucket(7, 0));
    }
}
