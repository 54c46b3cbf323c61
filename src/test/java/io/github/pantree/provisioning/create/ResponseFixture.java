package io.github.pantree.provisioning.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import io.github.pantree.testing.TickingTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A {@link MkdirResponseHandler} with real collaborators, a scripted API and a clock that a test advances. */
final class ResponseFixture {

    static final int LOOKUPS = 3;
    static final SettleSettings SETTLE = new SettleSettings(LOOKUPS, Duration.ofMillis(100));

    final ScriptedApi api;
    final CreationContext context;
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
    final AccountRefusals account = new AccountRefusals(hold, (task, refusal) -> false);
    final Refusals refusals;
    final MkdirResponseHandler handler;
    /** What the ledger has not finished. */
    final List<LedgerFolder> unfinished = new ArrayList<>();

    /** @param namesPerCall how many names the API accepts in a call; 0 if that is to be detected */
    ResponseFixture(int namesPerCall) {
        api = new ScriptedApi(namesPerCall);
        context = Contexts.of(store(), tree, api, time, executor, SETTLE);
        listings = new ParentListings(executor, api, outcomes::failUnlisted);
        fullParents = new FullParents(api.capabilities(), outcomes);
        details = new DetailChecks(1, executor, api, tree);
        settler = new FolderSettler(context, listings, details, batcher, timers, outcomes);
        refusals = new Refusals(missingParents, fullParents, account);
        handler = new MkdirResponseHandler(context, batcher, refusals, timers, settler, outcomes);
    }

    /** @param admitted receives the folders that are absent */
    ParentVerifier verifier(Consumer<FolderTask> admitted) {
        return new ParentVerifier(context, listings, details, timers, settler, outcomes, admitted);
    }

    private FolderStore store() {
        return (FolderStore) Proxy.newProxyInstance(
                FolderStore.class.getClassLoader(), new Class<?>[] {FolderStore.class}, (proxy, method, values) -> {
                    assertThat(method.getName()).isEqualTo("unfinishedChildren");
                    return unfinishedChildren((Long) values[1], (Long) values[2], (Integer) values[3]);
                });
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
