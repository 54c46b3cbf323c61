package io.github.pantree.console;

import io.github.pantree.console.RunFolders.RunView;
import io.github.pantree.console.RunFolders.RunningView;
import io.github.pantree.console.login.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of runs and their result files. Reads only the result files in the homes, and opens no database. */
@Controller
final class RunController {

    private static final int PAGE = 50;

    private final RunFolders folders;
    private final AuditLog audit;

    RunController(RunFolders folders, AuditLog audit) {
        this.folders = folders;
        this.audit = audit;
    }

    @GetMapping("/runs")
    String list(@RequestParam(defaultValue = "0") int from, Model model) throws IOException {
        List<RunView> runs = folders.newest(Math.max(0, from), PAGE + 1);
        model.addAttribute("runs", runs.stream().limit(PAGE).toList());
        List<RunningView> running = folders.running();
        model.addAttribute("running", running);
        model.addAttribute("state", ProgressController.live(running).state());
        model.addAttribute("older", runs.size() > PAGE ? Math.max(0, from) + PAGE : null);
        return "runs";
    }

    @GetMapping("/runs/{home}/{run}/{name}")
    ResponseEntity<Resource> download(
            @PathVariable int home, @PathVariable String run, @PathVariable String name, Principal user)
            throws IOException {
        Path file = folders.file(home, run, name).orElseThrow(NotThereException::new);
        audit.log(user, "console.audit.downloadRun", run, name);
        return FileController.answer(file, run + "-" + name);
    }
}
