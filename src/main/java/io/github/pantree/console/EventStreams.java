package io.github.pantree.console;

import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends changing values to open pages once a second, as server-sent events with JSON. */
final class EventStreams implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    /** Maximum duration of a stream. The browser then reconnects, and its session is checked again. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int MOST_READERS = 200;
    /** So that one user cannot keep all others from seeing progress. */
    private static final int MOST_READERS_OF_A_USER = 20;

    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "console-progress");
        thread.setDaemon(true);
        return thread;
    });

    private record Reader(String user, SseEmitter emitter, Locale language, Callable<?> value) {}

    /** Starts to send. */
    EventStreams start() {
        var unused = clock.scheduleWithFixedDelay(this::sendAll, 0, 1, TimeUnit.SECONDS);
        return this;
    }

    /**
     * Adds a reader in the language of this thread.
     *
     * @param value is called for each event; the stream ends when it throws
     * @return empty if there are too many readers
     */
    Optional<SseEmitter> open(String user, Callable<?> value) {
        long own = readers.stream().filter(reader -> reader.user().equals(user)).count();
        return readers.size() >= MOST_READERS || own >= MOST_READERS_OF_A_USER
                ? Optional.empty()
                : Optional.of(add(user, new SseEmitter(LONGEST.toMillis()), value));
    }

    SseEmitter add(String user, SseEmitter emitter, Callable<?> value) {
        Reader reader = new Reader(user, emitter, Messages.language(), value);
        emitter.onCompletion(() -> readers.remove(reader));
        emitter.onTimeout(emitter::complete);
        readers.add(reader);
        return emitter;
    }

    /** Sends one event to each reader; never throws, since an executor does not repeat a task that has thrown. */
    void sendAll() {
        // The list must not be locked while a slow reader receives its event.
        List<Reader> ended = readers.stream().filter(reader -> !isSent(reader)).toList();
        readers.removeAll(ended);
    }

    private static boolean isSent(Reader reader) {
        try {
            return Messages.inLanguage(reader.language(), () -> {
                send(reader);
                return true;
            });
        } catch (Exception e) {
            end(reader, e);
            return false;
        }
    }

    private static void send(Reader reader) throws Exception {
        String json = Json.write(reader.value().call());
        reader.emitter().send(SseEmitter.event().data(json, MediaType.APPLICATION_JSON));
    }

    /** Completing the response of a reader that has disconnected may throw once more. */
    private static void end(Reader reader, Exception reason) {
        try {
            reader.emitter().completeWithError(reason);
        } catch (RuntimeException e) {
            log.debug("A reader has left", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        readers.forEach(reader -> reader.emitter().complete());
    }
}
