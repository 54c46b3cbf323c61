package io.github.pantree.testing;

import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.provisioning.settings.RunSettings.OnExisting;
import io.github.pantree.provisioning.settings.RunSettings.SettleSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Settings of runs: unless set otherwise, one call at a time, one attempt, one listing, and no waiting. */
public final class TestSettings {

    private final Path home;
    private String parent = "";
    private int concurrency = 1;
    private OnExisting onExisting = OnExisting.ADOPT;
    private @Nullable Path out;
    private SettleSettings settle = new SettleSettings(1, Duration.ZERO);
    private int attempts = 1;
    private @Nullable String deadline;
    private @Nullable String zone;
    private boolean extra;
    private boolean recheck;
    private Duration waiting = Duration.ZERO;

    private TestSettings(Path home) {
        this.home = home;
    }

    public static TestSettings in(Path home) {
        return new TestSettings(home);
    }

    public TestSettings parent(String dirId) {
        parent = dirId;
        return this;
    }

    public TestSettings concurrency(int calls) {
        concurrency = calls;
        return this;
    }

    public TestSettings onExisting(OnExisting value) {
        onExisting = value;
        return this;
    }

    public TestSettings out(@Nullable Path folder) {
        out = folder;
        return this;
    }

    public TestSettings settle(SettleSettings value) {
        settle = value;
        return this;
    }

    public TestSettings attempts(int most) {
        attempts = most;
        return this;
    }

    public TestSettings deadline(@Nullable String text) {
        deadline = text;
        return this;
    }

    public TestSettings zone(@Nullable String id) {
        zone = id;
        return this;
    }

    public TestSettings extra(boolean value) {
        extra = value;
        return this;
    }

    public TestSettings recheck(boolean value) {
        recheck = value;
        return this;
    }

    public TestSettings waiting(Duration most) {
        waiting = most;
        return this;
    }

    public RunSettings build() {
        return new RunSettings(
                home,
                parent,
                concurrency,
                onExisting,
                out,
                settle,
                attempts,
                deadline,
                zone,
                null,
                extra,
                recheck,
                waiting);
    }
}
