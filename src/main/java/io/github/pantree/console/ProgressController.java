package io.github.pantree.console;

import io.github.pantree.console.ProgressLine.Live;
import io.github.pantree.console.RunFolders.RunningView;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.console.upload.UploadTasks;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    private final RunFolders folders;
    private final EventStreams streams;

    ProgressController(UploadStore store, UploadTasks tasks, RunFolders folders, EventStreams streams) {
        this.store = store;
        this.tasks = tasks;
        this.folders = folders;
        this.streams = streams;
    }

    @GetMapping("/uploads/{id}/events")
    ResponseEntity<SseEmitter> upload(@PathVariable String id, Principal user) {
        if (store.find(id).isEmpty()) {
            throw new NotThereException();
        }
        return open(user, () -> live(id));
    }

    @GetMapping("/runs/events")
    ResponseEntity<SseEmitter> runs(Principal user) {
        return open(user, () -> live(folders.running()));
    }

    private ResponseEntity<SseEmitter> open(Principal user, Callable<Live> value) {
        return streams.open(user.getName(), value)
                .map(emitter -> ResponseEntity.ok()
                        .contentType(MediaType.TEXT_EVENT_STREAM)
                        .body(emitter))
                .orElseGet(() -> ResponseEntity.status(503).build());
    }

    private Live live(String id) {
        Upload upload = store.find(id).orElseThrow(NotThereException::new);
        return new Live(
                UploadView.of(upload).state(), List.of(ProgressLine.of(id, upload.phase(), tasks.progress(id))));
    }

    /** The page of all runs is loaded again when one begins or ends. */
    static Live live(List<RunningView> runs) {
        return new Live(
                runs.stream().map(run -> run.now().id()).collect(Collectors.joining(",")),
                runs.stream().map(RunningView::now).toList());
    }
}
