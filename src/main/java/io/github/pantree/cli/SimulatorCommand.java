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
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs a simulated 123pan on 127.0.0.1, in the foreground. Its client ID is \"simulator\" with the secret"
                        + " \"secret\", its fixed access token \"simulator-token\". GET /_simulator/tree and /_simulator/stats"
                        + " show what it holds. It forgets it all when it ends.")
final class SimulatorCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", defaultValue = "8123", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "0", description = "Calls in any second; 0 = no limit.")
    private double rate;

    @Option(names = "--latency", paramLabel = "TIME", defaultValue = "0ms", description = "For example 50ms.")
    private String latency = "0ms";

    @Option(
            names = "--names",
            paramLabel = "FORM",
            defaultValue = "both",
            description = "Forms of name taken: ${COMPLETION-CANDIDATES}.")
    private Names names = Names.BOTH;

    @Option(names = "--max-names", paramLabel = "N", defaultValue = "100", description = "Longest array of names.")
    private int maxNames;

    @Option(
            names = "--on-duplicate",
            paramLabel = "WHAT",
            defaultValue = "reject",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private OnDuplicate onDuplicate = OnDuplicate.REJECT;

    @Option(names = "--list-lag", paramLabel = "TIME", defaultValue = "0ms", description = "For example 500ms.")
    private String listLag = "0ms";

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "",
            description = {
                "What goes wrong, each with its probability per call, for example drop-after=0.02,error-before=0.01:",
                "drop-before, drop-after: the connection is cut before or after the folder is made",
                "hang: no answer for a minute; error-before, error-after: HTTP 502 with a page",
                "code1-before, code1-after: code 1, an inner error; cut-json: half an answer",
                "empty-list, no-list, short-list: an answer that lacks folders; other-name: another name in it",
                "no-parent: the parent is denied; expire-token: code 401",
                "limit-status, limit-code, limit-html: too many requests",
                "list-error, list-short: a listing fails, or its pages come short"
            })
    private String faults = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Makes faults repeatable.")
    private long seed;

    @Override
    public Integer call() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
        try (Simulator simulator = start()) {
            System.out.println(Messages.format("simulator.on", simulator.baseUrl()));
            stopped.await();
        }
        return CommandLineInterface.exit(RunStatus.COMPLETED);
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
