package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.ApiUnavailableException;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.Pan123Settings;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.support.SharedStore;
import io.github.pantree.support.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The simulated server as one process sees it. */
final class SimulatedApi implements FolderApi {

    /** Takes what the process does and sees. */
    interface Observer {

        /** Before a mkdir leaves. */
        void onMkdir(List<String> names, DirId parent);

        void onResult(List<String> names, DirId parent, MkdirBatchResult result);

        void onListed(DirId parent, ListResult.Listed listed);
    }

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);
    private static final Pan123Settings SETTINGS = new Pan123Settings(
            "http://localhost", null, null, "token", 1, 1, "auto", LONGEST_HOLD, LONGEST_HOLD, Path.of("."));

    private final SimulatedServer server;
    private final UnaryOperator<MkdirBatchResult> understood;
    private final Observer observer;
    private final Capabilities capabilities;
    private final WriteHold writes;
    private boolean halted;

    /**
     * @param texts where a ban of the account is stored
     * @param understood what the engine takes results for
     */
    SimulatedApi(
            SimulatedServer server,
            int namesPerCall,
            SharedStore texts,
            TimeSource time,
            UnaryOperator<MkdirBatchResult> understood,
            Observer observer) {
        this.writes = WriteHold.of(SETTINGS, "account", texts, time);
        this.server = server;
        this.understood = understood;
        this.capabilities = Capabilities.unknown(namesPerCall);
        this.observer = observer;
    }

    @Override
    public MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding encoding, boolean again) {
        if (halted) {
            return MkdirBatchResult.all(new MkdirResult.NotSent());
        }
        if (server.isDown()) {
            throw new ApiUnavailableException("down");
        }
        observer.onMkdir(names, parent);
        MkdirBatchResult result = server.mkdir(names, parent, encoding);
        observer.onResult(names, parent, result);
        return understood.apply(result);
    }

    @Override
    public ListResult list(DirId folder, boolean allowWhenHalted) {
        if (halted && !allowWhenHalted) {
            return new ListResult.NotSent();
        }
        ListResult result = server.list(folder);
        if (result instanceof ListResult.Listed listed) {
            observer.onListed(folder, listed);
        }
        return result;
    }

    @Override
    public DetailResult detail(DirId folder) {
        return halted ? new DetailResult.NotSent() : server.detail(folder);
    }

    @Override
    public void halt() {
        halted = true;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public WriteHold writeHold() {
        return writes;
    }

    @Override
    public String account() {
        return "account";
    }

    @Override
    public void authenticate() {}

    @Override
    public Optional<OutageStatus> outage() {
        return Optional.empty();
    }

    @Override
    public CallStatistics statistics() {
        return new CallStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());
    }
}
