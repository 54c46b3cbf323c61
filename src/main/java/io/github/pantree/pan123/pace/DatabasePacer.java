package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.pan123.pace.SlotSchedule.Slot;
import io.github.pantree.support.Messages;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out the permits for calls of an account that several processes use: each is a slot that is taken, with the shared
 * clock, from {@link SlotSchedule}. A call that leaves or arrives later than its slot says so, so that the others keep away
 * from it. See {@code src/docs/decisions/011}.
 */
public final class DatabasePacer implements Pacer {

    private static final Logger log = LoggerFactory.getLogger(DatabasePacer.class);

    /** A slot that is older than this is lost; another one is taken. The windows' slack bears as much. */
    static final long LATEST = Duration.ofMillis(20).toNanos();

    /** Lateness that the windows' slack bears, and that is not worth telling; the rest of the slack is for what nobody measures. */
    private static final long UNTOLD = Duration.ofMillis(4).toNanos();

    private static final long LONGEST_NAP = Duration.ofMillis(200).toNanos();
    /** So many transactions in a second are enough: of faster rates, several slots are taken at once. */
    private static final double ASKED_PER_SECOND = 50;

    private static final int NANOS = 1_000;

    /**
     * A slot in this process's clock.
     *
     * @param earliest the earliest moment that it may be
     * @param due the latest
     */
    private record Own(Slot slot, boolean cold, long earliest, long due) {}

    private final double own;
    private final SharedStore notes;
    private final String name;
    private final TimeSource timing;
    private final FairGate turn;
    /** Only of the one whose turn it is. */
    private final Deque<Own> ready = new ArrayDeque<>();

    private final Map<Long, Own> underWay = new ConcurrentHashMap<>();
    private final List<Function<SlotSchedule, Boolean>> untold = new ArrayList<>();
    private int cold = LocalPacer.COLD_CALLS;
    private long quickest = Long.MAX_VALUE;
    private String said = "";
    private volatile double rate;

    public DatabasePacer(double own, SharedStore notes, String account, TimeSource timing) {
        this.own = own;
        this.rate = own;
        this.notes = notes;
        this.name = "pace " + account;
        this.timing = timing;
        this.turn = new FairGate(timing);
    }

    @Override
    public Permit acquire(boolean settles) throws HaltedException {
        turn.acquire(settles);
        try {
            while (true) {
                Own slot = ready.poll();
                if (slot == null) {
                    turn.sleep(Math.min(acquireSlot(), LONGEST_NAP), settles);
                } else {
                    turn.sleep(slot.due() - timing.nanos(), settles);
                    long departure = timing.nanos();
                    if (departure - slot.due() <= LATEST) {
                        underWay.put(slot.slot().call(), slot);
                        long told = slot.slot().at() * NANOS + Math.max(0, departure - slot.earliest());
                        return new Permit(slot.slot().call(), departure, told);
                    }
                }
            }
        } finally {
            turn.release();
        }
    }

    /** Takes slots, if the next one is near; the nanoseconds to wait before another try. */
    private synchronized long acquireSlot() {
        int most = cold > 0 ? 1 : (int) Math.max(1, rate / ASKED_PER_SECOND);
        boolean first = cold > 0;
        long[] wait = new long[1];
        List<Own> taken = new ArrayList<>();
        boolean changed = change((pace, now) -> {
            taken.clear();
            List<Slot> slots = pace.allocate(most, first, (now.after() - now.before()) / NANOS);
            for (Slot slot : slots) {
                long ahead = (slot.at() - now.shared()) * NANOS;
                taken.add(new Own(slot, first, now.before() + ahead, now.after() + ahead));
            }
            wait[0] = slots.isEmpty() ? (pace.untilNext() - SlotSchedule.HORIZON / 2) * NANOS : 0;
            return false;
        });
        if (changed) {
            logRate(Messages.format("pace.calm"));
        }
        cold -= first && !taken.isEmpty() ? 1 : 0;
        ready.addAll(taken);
        return wait[0];
    }

    /** What is done with the pace, given the shared clock's time; tells whether the rate has changed. */
    private interface Step {
        boolean with(SlotSchedule pace, Now now);
    }

    /** What the shared clock said, at some moment between two of this process's. */
    private record Now(long shared, long before, long after) {}

    private boolean change(Step step) {
        boolean[] changed = new boolean[1];
        notes.change(name, (kept, clock) -> {
            long before = timing.nanos();
            long shared = clock.getAsLong();
            Now now = new Now(shared, before, timing.nanos());
            SlotSchedule pace = SlotSchedule.of(kept, own, shared);
            for (Function<SlotSchedule, Boolean> event : untold) {
                changed[0] |= event.apply(pace);
            }
            changed[0] |= step.with(pace, now);
            rate = pace.rate();
            return pace.text();
        });
        untold.clear();
        return changed[0];
    }

    @Override
    public void pause(Duration time) throws HaltedException {
        turn.sleep(time.toNanos(), false);
    }

    @Override
    public synchronized void answered(Permit permit) {
        Own slot = underWay.remove(permit.call());
        if (slot == null) {
            return;
        }
        long roundTrip = timing.nanos() - permit.departure();
        quickest = slot.cold() ? quickest : Math.min(quickest, roundTrip);
        long delay = slot.cold() ? roundTrip : Math.min(SlidingWindow.MOST_DELAY, roundTrip - quickest);
        long late = permit.sharedDeparture() - slot.slot().at() * NANOS + delay;
        if (slot.cold() || late > UNTOLD) {
            untold.add(pace -> {
                pace.arrived(slot.slot(), slot.slot().at() + late / NANOS);
                return false;
            });
        }
        if (slot.cold() || late > LocalPacer.SLACK) {
            tell(Messages.format("pace.calm"));
        }
    }

    @Override
    public synchronized void throttled(Permit refused, @Nullable Duration retryAfter) {
        untold.add(pace -> pace.refused(refused.sharedDeparture() / NANOS, retryAfter));
        tell(Messages.format("api.limited"));
    }

    /** Goes along with the next slot that is taken. */
    @Override
    public synchronized void passed(Permit permit) {
        untold.add(pace -> pace.passed(permit.sharedDeparture() / NANOS));
    }

    /** What cannot be told now is told with the next slot, or the run ends for want of one. */
    private void tell(String why) {
        try {
            if (change((pace, now) -> false)) {
                logRate(why);
            }
        } catch (RuntimeException e) {
            log.debug("Not told", e);
        }
    }

    private void logRate(String why) {
        String text = String.format(Locale.ROOT, "%.2f", rate);
        if (!text.equals(said)) {
            log.info("{}", Messages.format("pace.now", why, text));
            said = text;
        }
    }

    @Override
    public void halt() {
        turn.halt();
    }

    @Override
    public boolean isHalted() {
        return turn.isHalted();
    }

    @Override
    public double rate() {
        return rate;
    }
}
