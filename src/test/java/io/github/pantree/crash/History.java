package io.github.pantree.crash;

import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.ServerRules;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sequence of runs of manifests that share their upper levels, all derived from one seed. After its steps every
 * manifest is run without faults until it is done.
 *
 * @param postgres whether the processes have separate homes and share a database; otherwise they share a home
 * @param manifests the folders that the manifests contain at first
 */
record History(
        long seed,
        OnDuplicate onDuplicate,
        Disturbance disturbance,
        boolean postgres,
        List<Set<String>> manifests,
        List<Step> steps) {

    /** The difficulty of the server or the disk. */
    enum Disturbance {
        NONE(0, "", ""),
        /** Fewer listings than the product makes until a folder counts as absent show nothing of it. */
        LATE_LISTINGS(0, "", ""),
        /** Longer than the time until a folder counts as absent. */
        LAG_4S(4000, "", ""),
        CUT_LISTINGS(0, "list-cut=4", ""),
        LOST_ANSWERS(300, "", "drop-after=0.15,error-after=0.05,drop-before=0.05"),
        LATE_COMMITS(0, "late-time=1s", "late-commit=0.15"),
        BANS(0, "ban-after=6,ban-time=1s", ""),
        TRUNCATED_DATABASE(0, "", ""),
        RESTORED_DATABASE(0, "", "");

        private final Duration lag;
        private final String rules;
        private final String faults;

        Disturbance(int lagMillis, String rules, String faults) {
            this.lag = Duration.ofMillis(lagMillis);
            this.rules = rules;
            this.faults = faults;
        }

        /** The number of listings of its parent that do not show a new folder. */
        int hiddenListings() {
            return this == LATE_LISTINGS ? 4 : 0;
        }

        /** Whether the database's file is replaced. */
        boolean isOfTheFile() {
            return this == TRUNCATED_DATABASE || this == RESTORED_DATABASE;
        }

        /** Whether rows may fail although the server is asked again and again. */
        boolean mayFailRows() {
            return this != NONE && this != LATE_LISTINGS && this != BANS && !isOfTheFile();
        }
    }

    /** One step of a history. */
    sealed interface Step {

        /** Processes that run at the same time. */
        record Runs(List<Launch> launches) implements Step {}

        /** Changes the rows of a manifest. */
        record Rows(int manifest, Set<String> paths) implements Step {}

        /** Deletes the last 64 KB of the database file. */
        record TruncateDatabase() implements Step {}

        /** The database's file is copied, as for a backup. */
        record CopyDatabase() implements Step {}

        /** The copy replaces the database's file. */
        record RestoreDatabase() implements Step {}
    }

    /**
     * One process.
     *
     * @param failpoint where it ends itself, in the syntax of {@code pantree.test.kill}; empty for none
     * @param killAtCall which of its mkdir calls kills it before the server carries the call out; 0 for none
     */
    record Launch(int manifest, String failpoint, int killAtCall) {}

    private static final List<String> FAILPOINTS =
            List.of("after-intent", "after-answer", "before-record", "after-record");
    private static final List<String> SHARED = List.of("/图库", "/图库/2026", "/图库/2026/Q1", "/图库/2026/Q2");
    /** Longer than processes differ in their start, so that calls for the same folder would meet. */
    private static final int LATENCY_MILLIS = 150;

    private static final int SERVERS = OnDuplicate.values().length;
    private static final int DISTURBANCES = Disturbance.values().length;

    /** All kinds of servers and disturbances occur in turn, with the other database in the next round. */
    static History of(long seed) {
        Random random = new Random(seed);
        int turn = (int) Math.floorMod(seed, (long) SERVERS * DISTURBANCES);
        Disturbance disturbance = List.of(Disturbance.values()).get(turn % DISTURBANCES);
        boolean postgres =
                !disturbance.isOfTheFile() && Math.floorMod(seed + seed / ((long) SERVERS * DISTURBANCES), 2L) == 1;
        List<Set<String>> manifests = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            manifests.add(folders(random, i));
        }
        OnDuplicate onDuplicate = List.of(OnDuplicate.values()).get(turn % SERVERS);
        return new History(seed, onDuplicate, disturbance, postgres, manifests, steps(random, disturbance, manifests));
    }

    /** The upper levels that all manifests share, some folders that two may share, and some of its own. */
    private static Set<String> folders(Random random, int manifest) {
        Set<String> folders = new TreeSet<>(SHARED);
        for (int i = 0; i < 12 + random.nextInt(10); i++) {
            folders.add(folder(random, manifest));
        }
        return folders;
    }

    private static String folder(Random random, int manifest) {
        String parent = SHARED.get(random.nextInt(SHARED.size()));
        String name =
                random.nextInt(3) == 0 ? "common" + random.nextInt(6) : "m" + manifest + "-" + random.nextInt(1000);
        return parent + "/" + name;
    }

    private static List<Step> steps(Random random, Disturbance disturbance, List<Set<String>> manifests) {
        List<Set<String>> now = new ArrayList<>(manifests);
        List<Step> steps = new ArrayList<>();
        steps.add(runs(random, now.size(), true));
        if (disturbance == Disturbance.TRUNCATED_DATABASE) {
            steps.add(new Step.TruncateDatabase());
        }
        if (disturbance == Disturbance.RESTORED_DATABASE) {
            steps.add(new Step.CopyDatabase());
        }
        for (int i = 0; i < 2; i++) {
            int manifest = random.nextInt(now.size());
            now.set(manifest, changed(random, manifest, now.get(manifest)));
            steps.add(new Step.Rows(manifest, now.get(manifest)));
            steps.add(runs(random, now.size(), random.nextInt(3) > 0));
        }
        if (disturbance == Disturbance.RESTORED_DATABASE) {
            steps.add(new Step.RestoreDatabase());
        }
        return steps;
    }

    private static Set<String> changed(Random random, int manifest, Set<String> before) {
        Set<String> after = new TreeSet<>(before);
        List<String> leaves = new ArrayList<>(before);
        leaves.removeAll(SHARED);
        after.remove(leaves.get(random.nextInt(leaves.size())));
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            after.add(folder(random, manifest));
        }
        return after;
    }

    /** One to three processes, some of which are killed. */
    private static Step runs(Random random, int manifests, boolean killed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < manifests; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<Launch> launches = new ArrayList<>();
        for (int manifest : order.subList(0, 1 + random.nextInt(manifests))) {
            launches.add(killed && random.nextInt(4) > 0 ? killed(random, manifest) : new Launch(manifest, "", 0));
        }
        return new Step.Runs(launches);
    }

    private static Launch killed(Random random, int manifest) {
        return random.nextBoolean()
                ? new Launch(manifest, FAILPOINTS.get(random.nextInt(FAILPOINTS.size())) + ":" + random.nextInt(3), 0)
                : new Launch(manifest, "", 1 + Math.min(random.nextInt(8), random.nextInt(8)));
    }

    SimulatorSettings simulator() {
        return SimulatorSettings.defaults()
                .withSeed(seed)
                .withOnDuplicate(onDuplicate)
                .withListLag(disturbance.lag)
                .withRules(ServerRules.parse(disturbance.rules))
                .withFaults(Faults.parse(disturbance.faults))
                .withLatency(Duration.ofMillis(LATENCY_MILLIS));
    }

    /** The row of the table that it belongs to. */
    String kind() {
        return onDuplicate.name().toLowerCase(Locale.ROOT) + ", "
                + disturbance.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return "seed " + seed + " (" + kind() + ", " + (postgres ? "PostgreSQL" : "H2") + ")";
    }
}
