package io.github.pantree.pan123.pace;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stored form of {@link SlotSchedule}. All moments are in microseconds of the shared clock.
 *
 * @param calls the number, departure and delay of each call, the first two as differences to the previous call
 * @param rates when the rates with which processes are configured were last reported
 * @param found when the detected rate was last changed
 * @param limit the detected rate, while a process with a lower rate is running; null if there is none
 */
record StoredSchedule(
        long written,
        long next,
        long nextAt,
        long heldUntil,
        @JsonSetter(contentNulls = Nulls.FAIL) List<Long> calls,
        @JsonSetter(contentNulls = Nulls.FAIL) Map<Double, Long> rates,
        @Nullable AdaptiveRate adaptive,
        long found,
        @Nullable Double limit,
        @Nullable ProcessCalls inFlight) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECOND = 1_000_000;

    /** @param text null or unreadable for a new schedule */
    static StoredSchedule read(@Nullable String text, long now) {
        StoredSchedule nothing = new StoredSchedule(now, 0, 0, 0, List.of(), Map.of(), null, 0, null, null);
        if (text == null) {
            return nothing;
        }
        try {
            StoredSchedule stored = JSON.readValue(text, StoredSchedule.class);
            if (stored.calls() == null
                    || stored.rates() == null
                    || !areRates(stored.rates().keySet())) {
                return nothing;
            }
            // If the clock was set back, all moments are worthless; the numbers of calls continue.
            return stored.written() - now > SECOND
                    ? new StoredSchedule(now, stored.next(), 0, 0, List.of(), Map.of(), null, 0, null, null)
                    : stored;
        } catch (JacksonException e) {
            return nothing;
        }
    }

    private static boolean areRates(Set<Double> rates) {
        return rates.stream().allMatch(rate -> rate > 0 && rate < Double.POSITIVE_INFINITY);
    }

    String text() {
        return JSON.writeValueAsString(this);
    }
}
