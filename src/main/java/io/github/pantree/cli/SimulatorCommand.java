package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Faults;
import io.github.pantree.simulator.ServerRules;
import io.github.pantree.simulator.Simulator;
import io.github.pantree.simulator.SimulatorSettings;
import io.github.pantree.simulator.SimulatorSettings.Names;
import io.github.pantree.simulator.SimulatorSettings.OnDuplicate;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulator}: runs a simulated 123pan on loopback until stopped. */
@Command(name = "simulator", mixinStandardHelpOptions = true, sortOptions = false)
final class SimulatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N")
    private int port = 8123;

    @Option(names = "--rate", paramLabel = "N")
    private double rate;

    @Option(names = "--latency", paramLabel = "TIME")
    private String latency = "0ms";

    @Option(names = "--names", paramLabel = "FORM")
    private Names names = Names.BOTH;

    @Option(names = "--max-names", paramLabel = "N")
    private int maxNames = 100;

    @Option(names = "--on-duplicate", paramLabel = "WHAT")
    private OnDuplicate onDuplicate = OnDuplicate.REJECT;

    @Option(names = "--list-lag", paramLabel = "TIME")
    private String listLag = "0ms";

    @Option(names = "--faults", paramLabel = "LIST")
    private String faults = "";

    @Option(names = "--rules", paramLabel = "LIST")
    private String rules = "";

    @Option(names = "--seed", paramLabel = "N")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
        try (Simulator simulator = start()) {
            System.out.println(Messages.format("simulator.started", simulator.baseUrl()));
            stopped.await();
        }
        return RunStatus.COMPLETED.exitCode();
    }

    private Simulator start() {
        try {
            return Simulator.start(new SimulatorSettings(
                    port,
                    rate,
                    time("--latency", latency),
                    names,
                    maxNames,
                    onDuplicate,
                    time("--list-lag", listLag),
                    Faults.parse(faults),
                    ServerRules.parse(rules),
                    seed));
        } catch (IllegalArgumentException | IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Duration time(String option, String value) {
        try {
            return DurationStyle.detectAndParse(value);
        } catch (IllegalArgumentException e) {
            throw InvalidSettingException.of(option, value, "time");
        }
    }
}
