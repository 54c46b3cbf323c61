package io.github.pantree.property.simulation;

import io.github.pantree.property.simulation.SimulatedServer.Folder;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What is difficult about a simulated server. Probabilities are those of one call; times are in nanoseconds.
 *
 * @param lag how long listings lack a new folder
 * @param hidden whether listings never show some folders
 * @param late how long a call that was given up may still be carried out
 * @param lostBefore the answer is lost, and the call was not carried out
 * @param lostAfter the answer is lost, and the call was carried out
 * @param lostLate the answer is lost, and the call is carried out later
 * @param odd an unknown refusal, before or after a part of the call was carried out
 * @param throttled the call is refused and not carried out
 * @param partial the answer lacks some of the folders
 * @param unlisted a listing is refused
 * @param down the API is given up, and the run stops
 * @param strings whether it takes names as strings only
 * @param limits what it refuses
 */
record ServerKind(
        OnSecond onSecond,
        long lag,
        boolean hidden,
        long late,
        double lostBefore,
        double lostAfter,
        double lostLate,
        double odd,
        double throttled,
        double partial,
        double unlisted,
        double down,
        boolean strings,
        Limits limits) {

    /**
     * What a server refuses.
     *
     * @param room how many folders a parent takes; 0 for any number
     * @param levels how many levels it takes; 0 for any number
     * @param banFrom when it begins to refuse all calls of the account
     * @param banUntil when that ends
     */
    record Limits(int room, int levels, long banFrom, long banUntil) {

        static final Limits NONE = new Limits(0, 0, 0, 0);
        private static final int RARE = 8;
        private static final long LATEST_BAN = TimeUnit.SECONDS.toNanos(5);
        private static final long LONGEST_BAN = TimeUnit.SECONDS.toNanos(15);

        static Limits of(RandomGenerator random) {
            int room = random.nextInt(RARE) == 0 ? 1 + random.nextInt(4) : 0;
            int levels = random.nextInt(RARE) == 0 ? 1 + random.nextInt(3) : 0;
            long ban = random.nextInt(RARE) == 0 ? 1 + random.nextLong(LONGEST_BAN) : 0;
            long from = VirtualTime.START + random.nextLong(LATEST_BAN);
            return new Limits(room, levels, ban == 0 ? 0 : from, ban == 0 ? 0 : from + ban);
        }

        boolean isBanned(long time) {
            return time >= banFrom && time < banUntil;
        }
    }

    /** What a server does about a second folder of a name. */
    enum OnSecond {
        REJECT,
        RETURN,
        RENAME,
        ALLOW
    }

    /** How long the engine looks for a folder in doubt before it sends it again. */
    static final long SETTLING = TimeUnit.MILLISECONDS.toNanos(300);

    static ServerKind of(RandomGenerator random, Limits limits) {
        OnSecond onSecond = OnSecond.values()[random.nextInt(OnSecond.values().length)];
        boolean lossy = random.nextInt(3) > 0;
        // Nothing is promised about a folder that appears after twice the time of settling.
        long slow = random.nextInt(3) == 0 ? SETTLING * 18 / 10 : SETTLING * 9 / 10;
        long late = random.nextInt(3) == 0 ? random.nextLong(slow) : 0;
        long lag = random.nextInt(3) > 0 ? random.nextLong(slow - late) : 0;
        if (!lossy && random.nextInt(3) == 0) {
            lag = 10 * SETTLING;
        }
        return new ServerKind(
                onSecond,
                lag,
                random.nextInt(8) == 0,
                late,
                lossy ? probability(random) : 0,
                lossy ? probability(random) : 0,
                late > 0 ? probability(random) : 0,
                lossy ? probability(random) / 2 : 0,
                probability(random),
                lossy ? probability(random) : 0,
                random.nextInt(8) == 0 ? 0.02 : 0,
                random.nextInt(8) == 0 ? 0.02 : 0,
                random.nextInt(6) == 0,
                limits);
    }

    private static double probability(RandomGenerator random) {
        return random.nextInt(3) == 0 ? 0 : random.nextDouble() / 4;
    }

    /** Whether every folder is listed before the engine sends it again. */
    boolean isSettled() {
        return !hidden && lag + late < SETTLING;
    }

    /** Whether listings show a folder at this moment. */
    boolean isListed(Folder folder, long moment) {
        return folder.created() + lag <= moment && !(hidden && folder.hidden());
    }

    /** The same server without faults, whose listings are complete. */
    ServerKind honest() {
        return new ServerKind(onSecond, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, strings, Limits.NONE);
    }
}
