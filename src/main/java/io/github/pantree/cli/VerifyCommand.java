package io.github.pantree.cli;

import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.run.VerifyOutcome;
import io.github.pantree.provisioning.run.VerifyOutcome.Counts;
import io.github.pantree.provisioning.run.VerifyOutcome.Shown;
import io.github.pantree.support.Messages;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: compares the remote tree with the manifest. */
@Command(name = "verify", mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private static final int MOST_SHOWN = 50;

    @Mixin
    private final ManifestCommandOptions options = new ManifestCommandOptions();

    @Option(names = "--extra")
    private boolean extra;

    @Override
    public Integer call() throws Exception {
        options.check();
        Map<String, String> properties = new LinkedHashMap<>(options.properties());
        if (extra) {
            properties.put("pantree.extra", "true");
        }
        return CommandExecution.with(OpenMode.VERIFY, properties, options.jobFile(), this::verify);
    }

    private RunStatus verify(Provisioning provisioning) throws Exception {
        Path file = options.manifest(provisioning);
        VerifyOutcome outcome = ProgressDisplay.showWhile(provisioning, () -> provisioning.verify(file));
        if (options.json) {
            System.out.println(outcome.json(file.toString()));
        }
        if (outcome.end() == RunStatus.INVALID_MANIFEST) {
            new ProblemReport(options.json ? UserOutput.out() : System.out, file.toString(), null)
                    .refusal(provisioning, outcome.manifest());
        } else if (outcome.end() != RunStatus.COMPLETED && outcome.end() != RunStatus.DIFFERENCES) {
            UserOutput.out().println(Messages.format("verify.none", String.valueOf(outcome.reason())));
        } else if (!options.json) {
            print(file, outcome);
        }
        return outcome.end();
    }

    private void print(Path file, VerifyOutcome outcome) {
        LabelledLines lines = new LabelledLines(System.out);
        Counts folders = outcome.folders();
        Path all = outcome.file();
        printDifferences(outcome, folders.total() - folders.there() + outcome.extra(), file);
        lines.printText(
                "report.folders",
                "verify.counts",
                folders.total(),
                folders.there(),
                folders.missing(),
                folders.doubled(),
                folders.other(),
                folders.unchecked());
        if (extra) {
            lines.printText("verify.state.extra", "verify.extras", outcome.extra());
        }
        String seconds = String.format(Locale.ROOT, "%.1f", outcome.seconds());
        lines.printText("report.calls", "verify.calls", outcome.listCalls(), seconds);
        if (all != null) {
            lines.print("report.results", all);
        }
        if (folders.missing() > 0) {
            System.out.println(Messages.format("verify.repair"));
        }
    }

    private static void printDifferences(VerifyOutcome outcome, long differences, Path file) {
        outcome.shown().stream().limit(MOST_SHOWN).forEach(VerifyCommand::print);
        Path all = outcome.file();
        if (all != null && differences > MOST_SHOWN) {
            System.out.println(Messages.format("problems.more", differences - MOST_SHOWN, all));
        }
        System.out.println(Messages.format(differences == 0 ? "verify.same" : "verify.differs", file));
    }

    private static void print(Shown shown) {
        StringBuilder text = new StringBuilder(Messages.format("verify.state." + shown.state()));
        text.append("  ").append(shown.path());
        if (shown.line() != null) {
            text.append("  ").append(Messages.format("verify.line", shown.line()));
        }
        if (shown.expected() != null && shown.found() != null) {
            text.append("  ").append(Messages.format("verify.dirIds", shown.expected(), shown.found()));
        } else if (shown.found() != null) {
            text.append("  ").append(shown.found());
        }
        if (shown.detail() != null) {
            text.append("  ").append(shown.detail());
        }
        System.out.println(text);
    }
}
