package io.github.pantree.pan123.pace;

import io.github.pantree.support.Messages;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs changes of the rate. Not thread-safe. */
final class RateLog {

    private static final Logger log = LoggerFactory.getLogger(RateLog.class);

    private double last;
    private String text = "";

    /** @param rate in calls per second, at the beginning */
    RateLog(double rate) {
        this.last = rate;
    }

    /** Records the rate that other processes may have changed. */
    void unchanged(double rate) {
        last = rate;
    }

    /** Logs a new rate, unless it looks the same as the last one that was logged. */
    void changed(double rate) {
        String now = String.format(Locale.ROOT, "%.2f", rate);
        if (!now.equals(text)) {
            String why = Messages.format(rate < last ? "api.limited" : "pace.recovered");
            log.info("{}", Messages.format("pace.now", why, now));
            text = now;
        }
        last = rate;
    }
}
