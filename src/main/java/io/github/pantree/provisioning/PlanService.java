package io.github.pantree.provisioning;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LevelStatistics;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.provisioning.job.PlanLauncher;
import io.github.pantree.provisioning.plan.PlanOutcome;
import io.github.pantree.provisioning.plan.SavedPlan;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.ResultSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Determines what a run would do, with list calls only. */
record PlanService(
        PlanLauncher launcher,
        ManifestTargets targets,
        Ledger ledger,
        FolderApi api,
        RunSettings settings,
        ResultSettings results,
        Pan123Settings apiSettings,
        ManifestOptions options,
        StorageFailures failures) {

    private static final int SHOWN_PER_STATE = 20;

    PlanOutcome plan(Path manifest) throws IOException {
        ProvisioningTarget target = targets.target(manifest);
        try {
            return plan(manifest, target);
        } catch (RuntimeException e) {
            throw failures.explain(e);
        }
    }

    private PlanOutcome plan(Path manifest, ProvisioningTarget target) throws IOException {
        RunOutcome run = launcher.plan(manifest, target);
        PlanOutcome plan =
                run.end() == RunStatus.COMPLETED ? complete(run) : outcome(run, run.end(), Map.of(), 0, Map.of());
        if (settings.out() != null && run.end() == RunStatus.COMPLETED) {
            SavedPlan.write(
                    settings.out(), plan, manifest, target, properties(target), ledger.report(), results.csvBom());
        }
        return plan;
    }

    private PlanOutcome complete(RunOutcome run) {
        LevelStatistics statistics = ledger.report()
                .levelStatistics(run.manifest(), api.capabilities().maxNames());
        RunStatus end = run.summary().folders().failed() > 0 ? RunStatus.DIFFERENCES : RunStatus.COMPLETED;
        return outcome(run, end, statistics.levels(), statistics.calls(), firstOfEachState(run.manifest()));
    }

    private PlanOutcome outcome(
            RunOutcome run,
            RunStatus end,
            Map<Integer, FolderCounts> levels,
            long mkdirs,
            Map<FolderState, List<String>> first) {
        long lists = run.summary().calls().list();
        double rate = apiSettings.rate();
        Duration time = Duration.ofMillis((long) ((mkdirs + lists) / rate * 1000));
        return new PlanOutcome(
                end, run.summary().folders(), levels, mkdirs, lists, rate, time, first, run.reason(), run.manifest());
    }

    /** A conflicting folder is listed with its reason. */
    private Map<FolderState, List<String>> firstOfEachState(long manifest) {
        Map<FolderState, List<String>> first = new EnumMap<>(FolderState.class);
        for (FolderState state : FolderState.values()) {
            first.put(
                    state,
                    ledger.report().findByState(manifest, state, SHOWN_PER_STATE).stream()
                            .map(folder -> folder.currentMessage() == null
                                    ? folder.path()
                                    : folder.path() + ": " + folder.currentMessage())
                            .toList());
        }
        return first;
    }

    /**
     * The properties that determine a plan: a run with the same ones reads the manifest in the same way and has the
     * same target.
     */
    private Map<String, String> properties(ProvisioningTarget target) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("pantree.base-url", target.baseUrl());
        properties.put("pantree.parent", target.parent().value());
        properties.put("pantree.on-existing", settings.onExisting().name().toLowerCase(Locale.ROOT));
        properties.putAll(options.properties());
        return properties;
    }
}
