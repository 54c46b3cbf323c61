package io.github.pantree.pan123.pace;

import org.jspecify.annotations.Nullable;

/** Times and processes for tests of the schedule. All times are in microseconds, as in the class. */
abstract class SlotScheduleFixture {

    static final long NOW = 1_700_000_000_000_000L;
    static final long SECOND = 1_000_000;

    interface Step {
        void with(SlotSchedule pace);
    }

    /** The latency of a fast database. */
    static TransactionTimes.Latency uncertain(long micros) {
        return new TransactionTimes.Latency(micros, 0, 20_000);
    }

    /** Processes that are configured with the same rate. */
    static final class StoredText {

        private double own;

        @Nullable
        String text;

        StoredText(double own) {
            this.own = own;
        }

        StoredText own(double rate) {
            own = rate;
            return this;
        }

        SlotSchedule pace(long now) {
            return SlotSchedule.of(text, own, now);
        }

        void at(long now, Step step) {
            SlotSchedule pace = pace(now);
            step.with(pace);
            String changed = pace.text();
            text = changed == null ? text : changed;
        }

        /** Skips the spacing of calls, so that only the windows count. */
        void skipSpacing(long now) {
            text = String.valueOf(text).replaceAll("\"nextAt\":\\d+", "\"nextAt\":" + (now - SECOND));
        }
    }
}
