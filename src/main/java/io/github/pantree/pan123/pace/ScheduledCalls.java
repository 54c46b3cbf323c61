package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The calls of a {@link SlotSchedule}. All moments are in microseconds of the shared clock. */
final class ScheduledCalls {

    private final Map<Long, ScheduledCall> calls = new TreeMap<>();

    /**
     * @param stored as returned by {@link #numbers}
     * @param oldest calls that departed and arrived until this moment are discarded
     */
    ScheduledCalls(List<Long> stored, long oldest) {
        long call = 0;
        long at = 0;
        for (int i = 0; i + 2 < stored.size(); i += 3) {
            call += stored.get(i);
            at += stored.get(i + 1);
            put(new Slot(call, at), at + stored.get(i + 2), oldest);
        }
    }

    /** Adds or replaces a call; one that departed and arrived until {@code oldest} is discarded. */
    void put(Slot slot, long arrives, long oldest) {
        calls.remove(slot.call());
        if (Math.max(slot.at(), arrives) > oldest) {
            calls.put(slot.call(), new ScheduledCall(slot.at(), arrives));
        }
    }

    /** Returns whether the call was there. */
    boolean remove(Slot slot) {
        return calls.remove(slot.call()) != null;
    }

    /** One moment of each call, in ascending order. */
    List<Long> sorted(ToLongFunction<ScheduledCall> moment) {
        List<Long> moments = new ArrayList<>(calls.size());
        calls.values().forEach(call -> moments.add(moment.applyAsLong(call)));
        Collections.sort(moments);
        return moments;
    }

    /** The number, departure and delay of each call, the first two as differences to the previous call. */
    List<Long> numbers() {
        List<Long> numbers = new ArrayList<>(3 * calls.size());
        long lastCall = 0;
        long lastAt = 0;
        for (Map.Entry<Long, ScheduledCall> entry : calls.entrySet()) {
            ScheduledCall call = entry.getValue();
            numbers.add(entry.getKey() - lastCall);
            numbers.add(call.at() - lastAt);
            numbers.add(call.arrives() - call.at());
            lastCall = entry.getKey();
            lastAt = call.at();
        }
        return numbers;
    }
}
