package io.github.pantree.bench;

import io.github.pantree.folder.NameRule;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checks names: most have only letters and digits, some need all the rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NameRuleBenchmark {

    @Param({"档案0042137", "第1季 (终稿) v2.0"})
    private String name;

    @Benchmark
    public List<NameRule.Violation> check() {
        return NameRule.violations(name);
    }
}
