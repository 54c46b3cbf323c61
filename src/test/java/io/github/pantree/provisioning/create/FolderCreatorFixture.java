package io.github.pantree.provisioning.create;

import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.metrics.PantreeMetrics;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TestLedger;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder creator between a scripted API and a real ledger, with a clock that the test advances. */
@Timeout(120)
public abstract class FolderCreatorFixture {

    static final int LOOKUPS = 3;
    static final int ATTEMPTS = 2;
    /** Long enough to end any pause within a few iterations of the loop. */
    static final Duration FAST = Duration.ofSeconds(1);

    @RegisterExtension
    public static final TestLedger database = new TestLedger();

    @TempDir
    private Path home;

    private final SplittableRandom random = new SplittableRandom(1);
    final TickingTime time = new TickingTime();
    final ObservedLedger observed = new ObservedLedger(database.ledger());
    OnExisting onExisting = OnExisting.ADOPT;
    int concurrency = 4;
    /** How long a run waits while the API refuses all writes. */
    Duration maxHold = Duration.ofHours(1);

    @SuppressWarnings("NullAway.Init")
    public // by open()
    ScriptedApi api;

    @SuppressWarnings("NullAway.Init")
    public // by open()
    StopSignal stop;

    @SuppressWarnings("NullAway.Init") // by open()
    ProgressTracker progress;

    @SuppressWarnings("NullAway.Init")
    public // by open()
    FolderCreator creator;

    public long manifest;

    @AfterEach
    void closeCreator() {
        if (creator != null) {
            creator.close();
        }
    }

    /**
     * Configures an API that accepts this number of names per call; 0 if that must be detected, 1 for names as strings.
     */
    public void acceptNames(int namesPerCall) {
        api = new ScriptedApi(namesPerCall, UnstoredWriteHold.create(maxHold, time));
    }

    /** Creates the folder creator for a new manifest, whose target is known to be empty. */
    public void open(String... paths) {
        open(manifest(paths));
    }

    static long manifest(String... paths) {
        long number = database.manifest(paths);
        database.ledger().folders().markListed(number, List.of(LedgerFolder.TARGET));
        return number;
    }

    void open(long number) {
        manifest = number;
        stop = new StopSignal(api);
        progress = new ProgressTracker(api, time, PantreeMetrics.NONE);
        progress.phase(RunPhase.CREATE, database.ledger().report().counts(manifest));
        RunSettings settings = TestSettings.in(home)
                .concurrency(concurrency)
                .onExisting(onExisting)
                .settle(new SettleSettings(LOOKUPS, Duration.ofMillis(100)))
                .attempts(ATTEMPTS)
                .build();
        CallExecutor executor = new CallExecutor(settings.concurrency(), time);
        creator = new FolderCreator(new CreationContext(
                manifest,
                observed.ledger().folders(),
                observed.ledger().tree(),
                api,
                settings,
                time,
                progress,
                stop,
                executor,
                random));
    }

    public List<LedgerFolder> pending() {
        return database.ledger().folders().unfinished(manifest, LedgerFolder.TARGET, 10_000);
    }

    /** Admits all pending folders, and runs to the end. */
    void run() throws InterruptedException {
        creator.admit(pending(), true);
        creator.runUntil(0);
    }

    void run(String... paths) throws InterruptedException {
        open(paths);
        run();
    }

    public LedgerFolder folder(String path) {
        return database.folder(manifest, path);
    }

    public Map<String, FolderState> states() {
        return database.states(manifest);
    }

    String message(String path) {
        return String.valueOf(folder(path).message());
    }

    static ScriptedApi.Answer[] times(int count, RefusalReason hint) {
        ScriptedApi.Answer[] answers = new ScriptedApi.Answer[count];
        Arrays.fill(answers, ScriptedApi.refused(hint));
        return answers;
    }
}
