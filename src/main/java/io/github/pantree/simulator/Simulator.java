package io.github.pantree.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A simulated 123pan on 127.0.0.1 that keeps its tree in memory.
 *
 * <p>It accepts the credentials {@code simulator} / {@code secret}, and the fixed access token {@code simulator-token}.
 * {@link ControlPages} under {@code /_simulator} show and change its state. Thread-safe.
 */
public final class Simulator implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final String HOST = "127.0.0.1";
    private static final int BACKLOG = 1024;

    private final FolderTree tree;
    private final IssuedTokens tokens;
    private final FaultSampler sampler;
    private final CallCounters counters;
    private final WriteGuard guard;
    private final AtomicReference<ServerRules> rules;
    private final HttpGateway gateway;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Simulator::thread);

    private Simulator(SimulatorSettings settings, LongSupplier nanos, Clock clock) throws IOException {
        rules = new AtomicReference<>(settings.rules());
        tokens = new IssuedTokens(rules::get, clock);
        sampler = new FaultSampler(settings.faults(), settings.seed());
        counters = new CallCounters(nanos);
        guard = new WriteGuard(rules::get, nanos);
        tree = new FolderTree(settings, rules::get, counters, nanos, clock);
        ListingOperations entries = new ListingOperations(tree);
        Map<Api, ApiOperation> operations = Map.of(
                Api.MKDIR, new MkdirOperation(tree, guard, settings),
                Api.LIST, entries::list,
                Api.DETAIL, entries::detail,
                Api.DELETE, entries::delete,
                Api.TOKEN, tokens::issue);
        FaultInjector faultInjector = new FaultInjector(sampler, tokens, counters);
        ApiService service =
                new ApiService(operations, faultInjector, tokens, counters, guard, rules::get, settings.rate(), nanos);
        gateway = new HttpGateway(service, new ControlPages(this).all(), settings.latency());
        server = bound(settings.port());
        server.createContext("/", gateway);
        server.setExecutor(threads);
    }

    /**
     * Starts a simulator.
     *
     * @throws IOException if it cannot listen, usually because the port is in use
     */
    public static Simulator start(SimulatorSettings settings) throws IOException {
        Simulator simulator = new Simulator(settings, System::nanoTime, Clock.systemUTC());
        simulator.server.start();
        return simulator;
    }

    private static HttpServer bound(int port) throws IOException {
        // The server reads these once, when its first instance is created. Without the first, every response on a kept
        // connection waits for a delayed acknowledgement; without the second, the server closes idle connections beyond
        // 200.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
        } catch (BindException e) {
            throw new IOException(
                    "port: %d: cannot listen on %s (%s); stop what uses it, or use another port (0: any free port)"
                            .formatted(port, HOST, e.getMessage()),
                    e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "simulator");
        thread.setDaemon(true);
        return thread;
    }

    /** For example {@code http://127.0.0.1:8123}, without a trailing slash. */
    public String baseUrl() {
        return "http://" + HOST + ":" + port();
    }

    /** The actual port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** The dirID of every folder by its path, for example {@code /a/b}; of duplicates, the first one created. */
    public Map<String, String> tree() {
        Map<String, String> dirIds = new TreeMap<>();
        folders().forEach(folder -> dirIds.putIfAbsent(folder.getKey(), folder.getValue()));
        return dirIds;
    }

    /** Path and dirID of every folder, sorted by path, including duplicates. */
    public List<Map.Entry<String, String>> folders() {
        return tree.folders();
    }

    /** Its statistics so far. */
    public SimulatorStats stats() {
        return counters.stats(guard.mostInFlight());
    }

    /**
     * Adds a folder that listings contain immediately; it is not counted, and not compared with its siblings.
     *
     * @param parentDirId the empty string for the root
     * @return its dirID
     * @throws IllegalArgumentException if the parent does not exist
     */
    public String addFolder(String parentDirId, String name) {
        return tree.prepare(parentDirId, name, true);
    }

    /** Like {@link #addFolder}, for a file. */
    public String addFile(String parentDirId, String name) {
        return tree.prepare(parentDirId, name, false);
    }

    /**
     * Deletes a folder or file with its content, as another client would.
     *
     * @throws IllegalArgumentException if no entry has that dirID
     */
    public void remove(String dirId) {
        try {
            tree.delete(List.of(dirId));
        } catch (ApiErrorException e) {
            throw new IllegalArgumentException("There is no " + dirId, e);
        }
    }

    /**
     * Bans all writes of the account for this time, as the vendor does after too many calls at once; zero lifts the
     * ban.
     */
    public void ban(Duration time) {
        guard.ban(time);
    }

    /** Creates the folders of all late commits now; returns the number of calls. */
    public int commitLate() {
        return tree.commitLate();
    }

    /** Replaces the rules. */
    public void setRules(ServerRules newRules) {
        rules.set(newRules);
    }

    /** Replaces the faults. */
    public void setFaults(Faults faults) {
        sampler.setFaults(faults);
    }

    /** Invalidates all issued tokens. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** Closes all connections and frees the port. A second call does nothing. */
    @Override
    public void close() {
        gateway.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
