package io.github.pantree.console;

import io.github.pantree.console.login.AuditLog;
import io.github.pantree.console.upload.Upload;
import io.github.pantree.console.upload.UploadStore;
import io.github.pantree.console.upload.UploadTasks;
import io.github.pantree.folder.DirId;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The pages of uploads: the list, one upload, and its actions. */
@Controller
final class UploadController {

    private final UploadStore store;
    private final UploadTasks tasks;
    private final AuditLog audit;

    UploadController(UploadStore store, UploadTasks tasks, AuditLog audit) {
        this.store = store;
        this.tasks = tasks;
        this.audit = audit;
    }

    @GetMapping("/")
    String list(Model model) {
        model.addAttribute("uploads", store.all().stream().map(UploadView::of).toList());
        return "uploads";
    }

    @PostMapping("/uploads")
    String add(@RequestParam MultipartFile file, @RequestParam(defaultValue = "") String parent, Principal user)
            throws IOException {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        String target = parent.strip();
        if (!UploadStore.isManifest(name)) {
            throw InvalidSettingException.of(ConsoleTexts.text("uploads.list"), UploadView.shown(name), "console.kind");
        }
        if (!target.isEmpty() && !isDirId(target)) {
            throw InvalidSettingException.of(
                    ConsoleTexts.text("uploads.parent"), UploadView.shown(target), "console.parent");
        }
        Upload upload;
        try (InputStream content = file.getInputStream()) {
            upload = store.add(name, user.getName(), Messages.language(), target, content);
        }
        audit.log(user, "console.audit.uploaded", upload.id(), upload.name());
        tasks.plan(upload);
        return "redirect:/uploads/" + upload.id();
    }

    /** A placeholder would be replaced by a setting, which may be a secret. */
    private static boolean isDirId(String text) {
        return DirId.isPlausible(text) && text.chars().noneMatch(Character::isWhitespace) && !text.contains("${");
    }

    @GetMapping("/uploads/{id}")
    String show(@PathVariable String id, Model model) throws IOException {
        Upload upload = find(id);
        model.addAttribute("upload", UploadView.of(upload));
        model.addAttribute("now", ProgressLine.of(id, upload.phase(), tasks.progress(id)));
        model.addAttribute("findings", store.findings(upload));
        List<String> files = FileController.names(store, upload);
        model.addAttribute("files", files);
        model.addAttribute("best", FileController.best(upload, files));
        if (upload.plan() != null) {
            TreeController.addPage(model, store.tree(upload), upload, 0, 0);
        }
        return "upload";
    }

    @PostMapping("/uploads/{id}/plan")
    String plan(@PathVariable String id, Principal user) {
        Upload upload = idle(id);
        audit.log(user, "console.audit.plan", id, upload.name());
        tasks.plan(upload);
        return "redirect:/uploads/" + id;
    }

    @PostMapping("/uploads/{id}/run")
    String run(@PathVariable String id, Principal user) {
        Upload upload = idle(id);
        audit.log(user, "console.audit.run", id, upload.name());
        tasks.run(upload);
        return "redirect:/uploads/" + id;
    }

    @PostMapping("/uploads/{id}/stop")
    String stop(@PathVariable String id, Principal user) {
        Upload upload = find(id);
        audit.log(user, "console.audit.stop", id, upload.name());
        tasks.stop(upload, Messages.format("console.stop", user.getName()));
        return "redirect:/uploads/" + id;
    }

    @PostMapping("/uploads/{id}/delete")
    String delete(@PathVariable String id, Principal user) throws IOException {
        Upload upload = idle(id);
        audit.log(user, "console.audit.delete", id, upload.name());
        tasks.delete(upload);
        return "redirect:/";
    }

    private Upload find(String id) {
        return store.find(id).orElseThrow(NotThereException::new);
    }

    private Upload idle(String id) {
        Upload upload = find(id);
        if (upload.phase().isActive()) {
            throw InvalidSettingException.of(
                    ConsoleTexts.text("uploads.list"), UploadView.shown(upload.name()), "console.active");
        }
        return upload;
    }
}
