package io.github.pantree.crash;

import io.github.pantree.simulator.Fault;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.Names;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A manifest and a faulty server, both derived from one seed.
 *
 * @param manifest the text of the manifest, with its rows in any order
 * @param paths the folders that must exist in the end
 */
record Scenario(
        long seed,
        OnDuplicate onDuplicate,
        Duration lag,
        String faults,
        String namesPerCall,
        Names names,
        int maxNames,
        String manifest,
        Set<String> paths) {

    private static final List<String> NAMES =
            List.of("商品", "图片", "2026", "Q1", "banner", "emoji😀", "春季 新款", "详情页", "a&b", "家电=🎉", "Ünïcode", "x");

    /**
     * Faults after which the same command ends with every folder existing; the others end a run permanently, or need
     * manual review.
     */
    static final List<Fault> FAULTS = List.copyOf(EnumSet.range(Fault.DROP_BEFORE, Fault.LIST_SHORT));

    /** The maximum total probability of all faults of a single call. */
    private static final double MOST_TROUBLE = 0.35;

    /** Any combination of faults. */
    static Scenario mixed(long seed) {
        Random random = new Random(seed);
        Map<Fault, Double> mixture = new TreeMap<>();
        double left = random.nextDouble() * MOST_TROUBLE;
        for (Fault fault : FAULTS) {
            if (random.nextInt(3) == 0) {
                double share = left * random.nextDouble() * most(fault);
                mixture.put(fault, share);
                left -= share;
            }
        }
        return of(seed, random, mixture);
    }

    /** One kind of fault alone. */
    static Scenario of(long seed, Fault fault) {
        return of(seed, new Random(seed), Map.of(fault, 0.15 * most(fault)));
    }

    /** Faults that cost seconds are less frequent, so that a script ends. */
    private static double most(Fault fault) {
        return switch (fault) {
            case HANG, LIMIT_STATUS, LIMIT_CODE, LIMIT_HTML, EXPIRE_TOKEN -> 0.1;
            default -> 1;
        };
    }

    private static Scenario of(long seed, Random random, Map<Fault, Double> mixture) {
        OnDuplicate onDuplicate = List.of(OnDuplicate.values()).get((int) Math.floorMod(seed, 3L));
        Duration lag = random.nextBoolean() ? Duration.ofSeconds(1) : Duration.ZERO;
        StringBuilder faults = new StringBuilder();
        mixture.forEach((fault, probability) -> faults.append(faults.isEmpty() ? "" : ",")
                .append(String.format(Locale.ROOT, "%s=%.4f", fault.label(), probability)));
        Map<String, String> tree = tree(random, 60 + random.nextInt(80), random.nextBoolean());
        return new Scenario(
                seed,
                onDuplicate,
                lag,
                faults.toString(),
                random.nextInt(3) == 0 ? "1" : "auto",
                List.of(Names.BOTH, Names.BOTH, Names.ARRAY, Names.STRING).get(random.nextInt(4)),
                random.nextBoolean() ? 100 : 1 + random.nextInt(8),
                random.nextBoolean() ? paths(random, tree) : keys(random, tree),
                tree.keySet());
    }

    /** Paths, each with its parent's, parents first. */
    private static Map<String, String> tree(Random random, int size, boolean wide) {
        Map<String, String> tree = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(List.of(""));
        while (tree.size() < size) {
            boolean branch = wide || random.nextInt(3) == 0;
            int among = wide ? Math.min(all.size(), 6) : all.size();
            String parent = all.get(branch ? random.nextInt(among) : all.size() - 1);
            long depth = parent.chars().filter(c -> c == '/').count();
            String path =
                    (depth > 12 ? "" : parent) + "/" + NAMES.get(random.nextInt(NAMES.size())) + random.nextInt(1000);
            if (tree.putIfAbsent(path, depth > 12 ? "" : parent) == null) {
                all.add(path);
            }
        }
        return tree;
    }

    private static String paths(Random random, Map<String, String> tree) {
        List<String> rows = new ArrayList<>(tree.keySet());
        Collections.shuffle(rows, random);
        return "path\n" + String.join("\n", rows) + "\n";
    }

    private static String keys(Random random, Map<String, String> tree) {
        List<String> order = new ArrayList<>(tree.keySet());
        List<String> rows = new ArrayList<>();
        tree.forEach((path, parent) -> rows.add("k%d,%s,%s"
                .formatted(
                        order.indexOf(path),
                        parent.isEmpty() ? "" : "k" + order.indexOf(parent),
                        path.substring(path.lastIndexOf('/') + 1))));
        Collections.shuffle(rows, random);
        return "key,parent_key,name\n" + String.join("\n", rows) + "\n";
    }

    /** The minimum number of mkdir calls, if the server's form and number of names are known. */
    long leastCalls() {
        int most = namesPerCall.equals("1") || names == Names.STRING ? 1 : maxNames;
        Map<String, Long> children = paths.stream()
                .collect(
                        Collectors.groupingBy(path -> path.substring(0, path.lastIndexOf('/')), Collectors.counting()));
        return children.values().stream()
                .mapToLong(count -> (count + most - 1) / most)
                .sum();
    }

    SimulatorSettings simulator() {
        return SimulatorSettings.defaults()
                .withSeed(seed)
                .withOnDuplicate(onDuplicate)
                .withListLag(lag)
                .withNames(names)
                .withMaxNames(maxNames)
                .withLatency(Duration.ofMillis(10))
                .withFaults(Faults.parse(faults));
    }

    @Override
    public String toString() {
        return "seed " + seed + " (" + onDuplicate + ", lag " + lag.toMillis() + " ms, " + faults + ", names-per-call "
                + namesPerCall + " at a server of " + names + " up to " + maxNames + ")";
    }
}
