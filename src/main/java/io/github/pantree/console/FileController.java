package io.github.pantree.console;

import io.github.pantree.console.login.AuditLog;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.Upload.Finished;
import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.provisioning.run.RunState;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Downloads of files with fixed names, from which a request can only choose. */
@Controller
final class FileController {

    private static final List<String> OF_PLAN =
            List.of(ResultFileNames.PLAN_WORKBOOK, ResultFileNames.PLAN, ResultFileNames.PROBLEMS);
    /** Without the problems, which are those of the plan. */
    static final List<String> OF_RUN = List.of(
            ResultFileNames.REPORT,
            ResultFileNames.RESULT_WORKBOOK,
            ResultFileNames.RESULT,
            ResultFileNames.REJECTS,
            ResultFileNames.SUMMARY);

    private static final int LONGEST_STEM = 80;

    private final UploadStore store;
    private final AuditLog audit;

    FileController(UploadStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    /** The names of an upload's files, the most useful ones first. */
    static List<String> names(UploadStore store, Upload upload) {
        return Stream.concat(OF_RUN.stream(), OF_PLAN.stream())
                .filter(name -> file(store, upload, name).isPresent())
                .toList();
    }

    /**
     * The file that a user needs next.
     *
     * @param names the files of the upload
     * @return the result, or the rows to correct; null unless a run has finished
     */
    static @Nullable String best(Upload upload, List<String> names) {
        Finished run = upload.run();
        List<String> wanted = run == null || upload.phase() != Phase.ENDED ? List.of() : wanted(run.status());
        return wanted.stream().filter(names::contains).findFirst().orElse(null);
    }

    private static List<String> wanted(RunState end) {
        if (end.is(RunStatus.COMPLETED)) {
            return List.of(ResultFileNames.RESULT_WORKBOOK, ResultFileNames.RESULT);
        }
        return end.is(RunStatus.COMPLETED_WITH_REJECTS) ? List.of(ResultFileNames.REJECTS) : List.of();
    }

    private static Optional<Path> file(UploadStore store, Upload upload, String name) {
        Finished run = upload.run();
        if (OF_PLAN.contains(name)) {
            return store.file(upload, name);
        }
        return OF_RUN.contains(name) && run != null && !run.folder().isEmpty()
                ? Optional.of(Path.of(run.folder()).resolve(name)).filter(Files::isRegularFile)
                : Optional.empty();
    }

    @GetMapping("/uploads/{id}/files/{name}")
    ResponseEntity<Resource> download(@PathVariable String id, @PathVariable String name, Principal user)
            throws IOException {
        Upload upload = store.find(id).orElseThrow(NotThereException::new);
        Path file = file(store, upload, name).orElseThrow(NotThereException::new);
        audit.log(user, "console.audit.download", id, name);
        return answer(file, stem(upload.name()) + "-" + name);
    }

    /** The name of a list without its ending, as a part of a file's name on any system. */
    static String stem(String list) {
        String name =
                UploadView.shown(list).replaceFirst("\\.[^.]*$", "").replaceAll("[\\\\/:*?\"|<>%\\p{Cntrl}]", "_");
        return name.substring(
                0, name.offsetByCodePoints(0, Math.min(LONGEST_STEM, name.codePointCount(0, name.length()))));
    }

    /**
     * A report is shown; any other file is saved.
     *
     * @param name for the file that a browser saves
     */
    static ResponseEntity<Resource> answer(Path file, String name) throws IOException {
        Resource content = new FileSystemResource(file);
        if (name.endsWith(".html")) {
            return ResponseEntity.ok()
                    .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                    .header("Content-Security-Policy", ReportPolicy.of(Files.readString(file)))
                    .body(content);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
