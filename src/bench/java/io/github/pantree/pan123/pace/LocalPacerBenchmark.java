package io.github.pantree.pan123.pace;

import io.github.pantree.pan123.HaltedException;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures the cost of a permit without its waiting time, since sleeping only advances the clock. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LocalPacerBenchmark {

    /** The default rate, and a rate that is practically unlimited. */
    @Param({"5", "10000"})
    private double rate;

    private LocalPacer pacer = pacer(1);

    @Setup
    public void begin() {
        pacer = pacer(rate);
    }

    @Benchmark
    public long permit() throws HaltedException {
        Pacer.Permit permit = pacer.acquire(false);
        pacer.answered(permit);
        pacer.passed(permit, 0, true);
        return permit.departure();
    }

    private static LocalPacer pacer(double rate) {
        TickingTime time = new TickingTime();
        Path none = Path.of(System.getProperty("java.io.tmpdir"), UUID.randomUUID() + ".json");
        return new LocalPacer(rate, Integer.MAX_VALUE, new RateStore(none, time), time);
    }
}
