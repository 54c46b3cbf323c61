package io.github.pantree.ledger.tree;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Hashes keys, as is done when a row is staged. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KeyHashBenchmark {

    private final KeyHash hash = new KeyHash();
    private String path = "/区域07/客户00421/档案0042137";

    @Benchmark
    public long path() {
        hash.of(path);
        return hash.high() ^ hash.low();
    }
}
