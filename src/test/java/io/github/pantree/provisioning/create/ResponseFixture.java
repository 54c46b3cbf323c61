package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TestSettings;
import io.github.pantree.testing.TickingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A {@link MkdirResponseHandler} with real collaborators, a scripted API and a clock that a test advances. */
final class ResponseFixture {

    static final int LOOKS = 3;
    static final SettleSettings SETTLE = new SettleSettings(LOOKS, Duration.ofMillis(100));

    final ScriptedApi api;
    final TickingTime time = new TickingTime();
    final TimerQueue timers = new TimerQueue(time);
    final CallExecutor executor = new CallExecutor(4, time, new InlineCalls(), new LinkedBlockingQueue<>());
    final FolderOutcomes outcomes = new Outcomes().outcomes;
    final SiblingBatcher batcher = new SiblingBatcher();
    final ParentListings listings;
    final FullParents fullParents;
    final MissingParents missingParents = new MissingParents();
    final WriteHold hold = UnstoredWriteHold.create(Duration.ofHours(1), time);
    final KnownTree tree = new KnownTree();
    final DetailChecks details;
    final FolderSettler settler;
    final AccountRefusals account = new AccountRefusals(hold);
    final MkdirResponseHandler handler;
    /** What the ledger has not finished. */
    final List<LedgerFolder> unfinished = new ArrayList<>();

    /** @param namesPerCall how many names the API accepts in a call; 0 if that is to be detected */
    ResponseFixture(int namesPerCall) {
        api = new ScriptedApi(namesPerCall);
        listings = new ParentListings(executor, api, outcomes::failUnlisted);
        fullParents = new FullParents(api.capabilities(), outcomes);
        details = new DetailChecks(1, executor, api, tree);
        settler = new FolderSettler(
                listings,
                new InDoubtResolver(settings()),
                batcher,
                timers,
                new SplittableRandom(1),
                outcomes,
                new AbsenceProofs(1, tree, details, outcomes),
                new CreatedByOthers(1, tree));
        handler = new MkdirResponseHandler(
                api, batcher, missingParents, fullParents, account, timers, new SplittableRandom(1), settler, outcomes);
    }

    private static RunSettings settings() {
        return TestSettings.in(Path.of("."))
                .concurrency(4)
                .settle(SETTLE)
                .attempts(2)
                .build();
    }

    /** @param admitted receives the folders that are absent */
    ParentVerifier verifier(Consumer<FolderTask> admitted) {
        return new ParentVerifier(
                1, this::unfinishedChildren, tree, listings, details, timers, SETTLE, settler, outcomes, admitted);
    }

    private List<LedgerFolder> unfinishedChildren(long parent, long after, int limit) {
        return unfinished.stream()
                .filter(child -> child.parentNumber() == parent && child.number() > after)
                .limit(limit)
                .toList();
    }

    /** Lets listings and timers do what the responses asked for. */
    void settle() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            time.advance(Duration.ofSeconds(10));
            timers.fireDue();
            listings.begin();
            executor.runCallbacks(0);
        }
    }
}
