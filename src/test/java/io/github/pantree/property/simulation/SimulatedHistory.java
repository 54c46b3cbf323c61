package io.github.pantree.property.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What happens in a history, all from one seed: manifests that overlap and change, and processes that run them, some of
 * them killed or stopped.
 *
 * @param shared whether the processes share a database server, and run at the same time; otherwise one home
 * @param losses whether the database file is replaced by an older one between the rounds
 * @param rounds the processes of a round start together
 */
record SimulatedHistory(
        long seed,
        ServerKind server,
        boolean shared,
        boolean losses,
        int namesPerCall,
        int concurrency,
        List<List<Launch>> rounds,
        List<SortedSet<String>> manifests) {

    /**
     * A process.
     *
     * @param delay nanoseconds until it starts
     * @param paths the folders of its manifest
     * @param killAtCommit before or after which commit it dies; 0 for none
     * @param killAfter nanoseconds after its start when it dies; 0 for not at all
     * @param stopAfter nanoseconds after its start when a signal stops it; 0 for not at all
     * @param loseLockAfter nanoseconds after its start when the database releases its lock; 0 for not at all
     */
    record Launch(
            long delay, SortedSet<String> paths, int killAtCommit, long killAfter, long stopAfter, long loseLockAfter) {

        static Launch undisturbed(long delay, SortedSet<String> paths) {
            return new Launch(delay, paths, 0, 0, 0, 0);
        }
    }

    private static final List<String> SHARED = List.of("/a", "/a/b", "/a/c", "/d");
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(1_500);

    static SimulatedHistory of(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<SortedSet<String>> manifests = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            manifests.add(folders(random, i));
        }
        // Drawn apart, so that a seed keeps the rest of its history.
        RandomGenerator more = new SplittableRandom(~seed);
        ServerKind server = ServerKind.of(random, ServerKind.Limits.of(more));
        boolean shared = random.nextInt(3) > 0;
        boolean losses = !shared && more.nextInt(3) == 0;
        List<List<Launch>> rounds = new ArrayList<>();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            rounds.add(round(random, manifests, shared));
            int changed = random.nextInt(count);
            manifests.set(changed, changed(random, changed, manifests.get(changed)));
        }
        int names = server.strings() ? random.nextInt(2) : random.nextInt(4);
        return new SimulatedHistory(seed, server, shared, losses, names, 1 + random.nextInt(4), rounds, manifests);
    }

    private static SortedSet<String> folders(RandomGenerator random, int manifest) {
        SortedSet<String> folders = new TreeSet<>(SHARED.subList(0, 1 + random.nextInt(SHARED.size())));
        int more = 2 + random.nextInt(8);
        for (int i = 0; i < more; i++) {
            add(random, manifest, folders);
        }
        return folders;
    }

    private static void add(RandomGenerator random, int manifest, SortedSet<String> folders) {
        List<String> parents = List.copyOf(folders);
        String parent = parents.get(random.nextInt(parents.size()));
        String own = random.nextInt(3) == 0 ? "m" + manifest : "x";
        folders.add((parent.length() > 8 ? "" : parent) + "/" + own + random.nextInt(4));
    }

    private static SortedSet<String> changed(RandomGenerator random, int manifest, SortedSet<String> before) {
        SortedSet<String> after = new TreeSet<>(before);
        List<String> leaves = before.stream()
                .filter(path -> before.stream().noneMatch(other -> other.startsWith(path + "/")))
                .toList();
        if (before.size() > 3 && random.nextBoolean()) {
            after.remove(leaves.get(random.nextInt(leaves.size())));
        }
        int more = random.nextInt(3);
        for (int i = 0; i < more; i++) {
            add(random, manifest, after);
        }
        return after;
    }

    private static List<Launch> round(RandomGenerator random, List<SortedSet<String>> manifests, boolean shared) {
        List<Launch> launches = new ArrayList<>();
        int processes = 1 + random.nextInt(shared ? 3 : 2);
        for (int i = 0; i < processes; i++) {
            launches.add(launch(random, manifests.get(random.nextInt(manifests.size()))));
        }
        return launches;
    }

    private static Launch launch(RandomGenerator random, SortedSet<String> paths) {
        long delay = random.nextBoolean() ? 0 : random.nextLong(LONG);
        int fate = random.nextInt(10);
        return new Launch(
                delay,
                paths,
                fate < 3 ? 1 + random.nextInt(20) : 0,
                fate == 3 || fate == 4 ? 1 + random.nextLong(LONG) : 0,
                fate == 5 ? 1 + random.nextLong(LONG) : 0,
                fate == 6 ? 1 + random.nextLong(LONG) : 0);
    }
}
