package io.github.pantree.console;

import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.console.upload.UploadTasks;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Progress for open pages. */
@Controller
final class ProgressController {

    private final UploadStore store;
    private final UploadTasks tasks;
    private final EventStreams streams;

    ProgressController(UploadStore store, UploadTasks tasks, EventStreams streams) {
        this.store = store;
        this.tasks = tasks;
        this.streams = streams;
    }

    @GetMapping("/uploads/{id}/events")
    ResponseEntity<SseEmitter> upload(@PathVariable String id) {
        if (store.find(id).isEmpty()) {
            throw new NotThereException();
        }
        return streams.open(() -> progress(id))
                .map(emitter -> ResponseEntity.ok()
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(emitter))
                .orElseGet(() -> ResponseEntity.status(503).build());
    }

    private ProgressLine.Shown progress(String id) {
        Upload upload = store.find(id).orElseThrow(NotThereException::new);
        return ProgressLine.shown(upload.phase(), tasks.progress(id));
    }
}
