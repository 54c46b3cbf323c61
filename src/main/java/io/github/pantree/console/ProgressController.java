package io.github.pantree.console;

import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.console.upload.UploadTasks;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Progress of uploads, once a second, as server-sent events. */
@Controller
final class ProgressController implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProgressController.class);

    /** After that the browser asks again, and its session is checked again. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final int MOST_LISTENERS = 100;

    private final UploadStore store;
    private final UploadTasks tasks;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "console-progress");
        thread.setDaemon(true);
        return thread;
    });

    private record Listener(String id, Locale language, SseEmitter emitter) {}

    ProgressController(UploadStore store, UploadTasks tasks) {
        this.store = store;
        this.tasks = tasks;
        var unused = clock.scheduleAtFixedRate(this::sendAll, 0, 1, TimeUnit.SECONDS);
    }

    @GetMapping("/uploads/{id}/events")
    ResponseEntity<SseEmitter> events(@PathVariable String id) {
        if (store.find(id).isEmpty()) {
            throw new NotThereException();
        }
        if (listeners.size() >= MOST_LISTENERS) {
            return ResponseEntity.status(503).build();
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Listener listener = new Listener(id, Messages.language(), emitter);
        emitter.onCompletion(() -> listeners.remove(listener));
        emitter.onTimeout(emitter::complete);
        listeners.add(listener);
        return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).body(emitter);
    }

    private void sendAll() {
        listeners.removeIf(listener -> !isSent(listener));
    }

    /** Whether the progress was sent; else the browser has left, or the upload was deleted. */
    private boolean isSent(Listener listener) {
        try {
            return Messages.inLanguage(listener.language(), () -> {
                send(listener);
                return true;
            });
        } catch (Exception e) {
            end(listener, e);
            return false;
        }
    }

    /** A response that is gone throws again; the executor would never call a task again that throws. */
    private static void end(Listener listener, Exception reason) {
        try {
            listener.emitter().completeWithError(reason);
        } catch (RuntimeException e) {
            log.debug("The reader of list {} has left", listener.id(), e);
        }
    }

    private void send(Listener listener) throws IOException {
        Upload upload = store.find(listener.id()).orElseThrow(NotThereException::new);
        ProgressLine.Shown shown = ProgressLine.shown(upload.phase(), tasks.progress(upload.id()));
        listener.emitter().send(SseEmitter.event().data(Json.write(shown), MediaType.APPLICATION_JSON));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        listeners.forEach(listener -> listener.emitter().complete());
    }
}
