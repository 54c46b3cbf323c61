package io.github.pantree.cli;

import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.simulator.Faults;
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

/** {@code simulator}: a 123pan on loopback, until stopped. */
@Command(name = "simulator", mixinStandardHelpOptions = true, sortOptions = false)
final class SimulatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", defaultValue = "8123")
    private int port;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0")
    private double rate;

    @Option(names = "--latency", paramLabel = "TIME", defaultValue = "0ms")
    private String latency = "0ms";

    @Option(names = "--names", paramLabel = "FORM", defaultValue = "both")
    private Names names = Names.BOTH;

    @Option(names = "--max-names", paramLabel = "N", defaultValue = "100")
    private int maxNames;

    @Option(names = "--on-duplicate", paramLabel = "WHAT", defaultValue = "reject")
    private OnDuplicate onDuplicate = OnDuplicate.REJECT;

    @Option(names = "--list-lag", paramLabel = "TIME", defaultValue = "0ms")
    private String listLag = "0ms";

    @Option(names = "--faults", paramLabel = "LIST", defaultValue = "")
    private String faults = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
        try (Simulator simulator = start()) {
            System.out.println(Messages.format("simulator.on", simulator.baseUrl()));
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
                    faults.isBlank() ? Faults.NONE : Faults.parse(faults),
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
