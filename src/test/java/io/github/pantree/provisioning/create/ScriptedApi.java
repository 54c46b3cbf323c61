package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.pan123.CallStatistics;
import io.github.pantree.pan123.Capabilities;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult;
import io.github.pantree.pan123.MkdirResult.Created;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.pan123.MkdirResult.Unknown;
import io.github.pantree.pan123.NameEncoding;
import io.github.pantree.pan123.OutageStatus;
import io.github.pantree.pan123.UnstoredWriteHold;
import io.github.pantree.pan123.WriteHold;
import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API whose responses a test configures by name; a name without a response is created. A folder's dirID is its
 * parent's dirID, a slash and its name, unless configured otherwise.
 */
public final class ScriptedApi implements FolderApi {

    public record Call(DirId parent, List<String> names, NameEncoding form, boolean again) {}

    /** The response of a call for one of its names. */
    interface Answer {
        MkdirResult to(Call call, String name);
    }

    /** The response of a call for all of its names. */
    interface WholeAnswer extends Answer {}

    /** Executed while a call is in flight. */
    public interface CallAction<T> {
        void on(T call) throws Exception;
    }

    private Runnable authentication = () -> {};
    private final Capabilities capabilities;
    private final WriteHold writes;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<DirId> listings = new CopyOnWriteArrayList<>();
    private final List<DirId> details = new CopyOnWriteArrayList<>();
    private final Set<DirId> unreadable = ConcurrentHashMap.newKeySet();
    private final Map<String, Deque<Answer>> scripts = new HashMap<>();
    private final Map<String, Answer> rules = new HashMap<>();
    private final Map<DirId, Deque<ListResult>> listingScripts = new HashMap<>();
    private final Map<DirId, List<Entry>> tree = new HashMap<>();
    private volatile CallAction<Call> duringMkdir = call -> {};
    private volatile CallAction<DirId> duringList = folder -> {};
    private volatile int mostNames = Integer.MAX_VALUE;
    private volatile int mostCallsPerParent = Integer.MAX_VALUE;
    private volatile boolean halted;
    private CallStatistics figures = new CallStatistics(0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());
    private @Nullable OutageStatus outage;

    public ScriptedApi(int namesPerCall) {
        this(namesPerCall, UnstoredWriteHold.create(Duration.ofDays(1), TimeSource.SYSTEM));
    }

    ScriptedApi(int namesPerCall, WriteHold writes) {
        capabilities = Capabilities.unknown(namesPerCall);
        this.writes = writes;
    }

    /** Configures the responses of the next calls for a name. */
    synchronized ScriptedApi answers(String name, Answer... answers) {
        scripts.computeIfAbsent(name, fresh -> new ArrayDeque<>()).addAll(Arrays.asList(answers));
        return this;
    }

    /** Configures the response of all calls for a name without another configured response. */
    synchronized ScriptedApi always(String name, Answer answer) {
        rules.put(name, answer);
        return this;
    }

    /** Configures the responses of the next listings of a folder; later listings show the remote tree. */
    public synchronized ScriptedApi lists(String folder, ListResult... answers) {
        listingScripts
                .computeIfAbsent(new DirId(folder), fresh -> new ArrayDeque<>())
                .addAll(Arrays.asList(answers));
        return this;
    }

    /** Refuses calls with more names. */
    void mostNames(int count) {
        mostNames = count;
    }

    /** Sets the known maximum of calls in flight for one parent. */
    void mostCallsPerParent(int count) {
        mostCallsPerParent = count;
    }

    @Override
    public int mostCallsPerParent() {
        return mostCallsPerParent;
    }

    public void duringMkdir(CallAction<Call> action) {
        duringMkdir = action;
    }

    void duringList(CallAction<DirId> action) {
        duringList = action;
    }

    public void figures(CallStatistics now, @Nullable OutageStatus current) {
        figures = now;
        outage = current;
    }

    /** Adds a folder to the remote tree. */
    public synchronized DirId put(DirId parent, String name) {
        DirId dirId = new DirId(parent.value() + "/" + name);
        tree.computeIfAbsent(parent, fresh -> new ArrayList<>()).add(new Entry(name, dirId, true));
        return dirId;
    }

    static Answer made(String filename, String dirId) {
        return (call, name) -> new Created(filename, new DirId(dirId), "trace-" + name);
    }

    static Answer unclear(String reason) {
        return (call, name) -> new Unknown(reason, "trace-" + name);
    }

    static WholeAnswer refused(RefusalReason hint) {
        return (call, name) -> new Refused(hint, 1, hint.name(), "trace-" + name);
    }

    static WholeAnswer throttled() {
        return (call, name) -> new MkdirResult.Throttled(null, null);
    }

    static WholeAnswer unconnected() {
        return (call, name) -> new MkdirResult.Unconnected();
    }

    /** The connection is closed before anything is created. */
    static WholeAnswer cut() {
        return (call, name) -> new Unknown("cut", null);
    }

    /** All names are created, and the response is lost. */
    WholeAnswer lost() {
        return (call, name) -> {
            call.names().forEach(each -> put(call.parent(), each));
            return new Unknown("lost", null);
        };
    }

    public static Listed listed(Entry... entries) {
        return new Listed(Arrays.stream(entries).collect(Collectors.groupingBy(Entry::name)));
    }

    @Override
    public MkdirBatchResult mkdir(List<String> names, DirId parent, NameEncoding form, boolean again) {
        Call call = new Call(parent, List.copyOf(names), form, again);
        if (halted) {
            return MkdirBatchResult.all(new MkdirResult.NotSent());
        }
        calls.add(call);
        during(duringMkdir, call);
        return answer(call);
    }

    private synchronized MkdirBatchResult answer(Call call) {
        if (call.names().size() > mostNames) {
            return MkdirBatchResult.all(new Refused(RefusalReason.TOO_MANY, 1, "too many", null));
        }
        Map<String, Answer> answers = new HashMap<>();
        call.names().forEach(name -> answers.put(name, next(name)));
        for (String name : call.names()) {
            if (answers.get(name) instanceof WholeAnswer whole) {
                return MkdirBatchResult.all(whole.to(call, name));
            }
        }
        Map<String, MkdirResult> byName = new HashMap<>();
        answers.forEach((name, answer) -> byName.put(name, answer.to(call, name)));
        return new MkdirBatchResult(null, byName);
    }

    private Answer next(String name) {
        Answer scripted = scripts.getOrDefault(name, new ArrayDeque<>()).poll();
        return scripted == null ? rules.getOrDefault(name, this::create) : scripted;
    }

    private MkdirResult create(Call call, String name) {
        return new Created(name, put(call.parent(), name), "trace-" + name);
    }

    @Override
    public ListResult list(DirId folder, boolean allowWhenHalted) {
        if (halted && !allowWhenHalted) {
            return new ListResult.NotSent();
        }
        listings.add(folder);
        during(duringList, folder);
        return listing(folder);
    }

    private synchronized ListResult listing(DirId folder) {
        ListResult scripted =
                listingScripts.getOrDefault(folder, new ArrayDeque<>()).poll();
        Supplier<ListResult> all =
                () -> listed(tree.getOrDefault(folder, List.of()).toArray(new Entry[0]));
        return scripted == null ? all.get() : scripted;
    }

    private static <T> void during(CallAction<T> action, T call) {
        try {
            action.on(call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    List<Call> calls() {
        return calls;
    }

    /** The names of each call, in the order of sending. */
    List<List<String>> names() {
        return calls.stream().map(Call::names).toList();
    }

    /** The calls that requested a name. */
    List<Call> callsFor(String name) {
        return calls.stream().filter(call -> call.names().contains(name)).toList();
    }

    public List<DirId> listings() {
        return listings;
    }

    public boolean isHalted() {
        return halted;
    }

    /** A folder exists if its ID is in the remote tree, whether or not it is listed. */
    @Override
    public synchronized DetailResult detail(DirId folder) {
        details.add(folder);
        if (unreadable.contains(folder)) {
            return new DetailResult.Unknown("code 5113: traffic");
        }
        return tree.entrySet().stream()
                .flatMap(parent -> parent.getValue().stream()
                        .filter(entry -> entry.dirId().equals(folder))
                        .map(entry -> (DetailResult) new DetailResult.Found(
                                entry.name(), parent.getKey(), parent.getKey().equals(DirId.ROOT), false)))
                .findFirst()
                .orElseGet(DetailResult.Missing::new);
    }

    /** Its details are not known from now on. */
    public void cannotRead(DirId folder) {
        unreadable.add(folder);
    }

    public List<DirId> details() {
        return details;
    }

    @Override
    public String account() {
        return "account";
    }

    @Override
    public void authenticate() {
        authentication.run();
    }

    public void onAuthenticate(Runnable action) {
        authentication = action;
    }

    @Override
    public WriteHold writeHold() {
        return writes;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void halt() {
        halted = true;
    }

    @Override
    public Optional<OutageStatus> outage() {
        return Optional.ofNullable(outage);
    }

    @Override
    public CallStatistics statistics() {
        return figures;
    }
}
