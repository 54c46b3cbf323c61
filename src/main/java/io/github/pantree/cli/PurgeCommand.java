package io.github.pantree.cli;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.PurgeOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.Messages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code purge}: deletes old runs. */
@Command(name = "purge", mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable String home;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Option(names = "--older-than", required = true, paramLabel = "AGE")
    private String olderThan;

    @Option(names = "--dry-run")
    private boolean dryRun;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        Duration age = Purge.age("--older-than", olderThan);
        if (home != null && !Files.exists(Path.of(home))) {
            print(new PurgeOutcome(age.toSeconds(), dryRun, List.of(), List.of(), 0));
            return RunStatus.COMPLETED.exitCode();
        }
        Map<String, String> properties = home == null ? Map.of() : Map.of("pantree.home", home);
        try (Provisioning provisioning = Provisioning.open(OpenMode.PURGE, properties, Optional.empty())) {
            print(provisioning.purge(age, dryRun));
        }
        return RunStatus.COMPLETED.exitCode();
    }

    private void print(PurgeOutcome outcome) {
        if (json) {
            System.out.println(outcome.json());
            return;
        }
        LabelledLines lines = new LabelledLines(System.out);
        String label = outcome.dryRun() ? "purge.deletable" : "purge.deleted";
        outcome.deleted().forEach(run -> lines.print(label, run.run() + "  " + run.manifest()));
        outcome.kept().forEach(run -> lines.print("purge.kept", run.run() + "  " + run.manifest() + ": " + run.why()));
        System.out.println(Messages.format(
                outcome.dryRun() ? "purge.dryRun" : "purge.done",
                outcome.deleted().size(),
                outcome.folders()));
    }
}
