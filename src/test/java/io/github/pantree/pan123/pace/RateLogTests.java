package io.github.pantree.pan123.pace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.pantree.testing.RecordedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RateLogTests {

    @RegisterExtension
    private final RecordedLog log = RecordedLog.of(RateLog.class);

    @Test
    void namesTheReasonOfEachChange() {
        RateLog rates = new RateLog(40);
        rates.changed(4);
        rates.changed(4.001);
        rates.changed(4.5);
        rates.unchanged(8);
        rates.changed(6);
        assertThat(log.messages(Level.INFO))
                .containsExactly(
                        "too many requests: new rate 4.00 calls/s",
                        "no call was rate-limited for a while: new rate 4.50 calls/s",
                        "too many requests: new rate 6.00 calls/s");
    }
}
