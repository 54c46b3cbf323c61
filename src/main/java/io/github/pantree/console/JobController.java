package io.github.pantree.console;

import io.github.pantree.console.login.AuditLog;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.schedule.JobOverview;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.JobState;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The jobs of {@code serve}: their last and next runs; run now, pause. */
@Controller
final class JobController {

    private final JobScheduler scheduler;
    private final AuditLog audit;

    JobController(JobScheduler scheduler, AuditLog audit) {
        this.scheduler = scheduler;
        this.audit = audit;
    }

    /**
     * A job as a page shows it.
     *
     * @param last the key of how its last run ended; null if it has not ended
     */
    record JobView(
            String name,
            String description,
            String source,
            @Nullable String schedule,
            @Nullable String next,
            @Nullable String started,
            @Nullable String last,
            boolean busy,
            boolean paused,
            @Nullable String problem) {

        static JobView of(JobOverview job) {
            JobState state = job.state();
            return new JobView(
                    job.name(),
                    UploadView.shown(job.description()),
                    UploadView.shown(job.source()),
                    job.schedule(),
                    when(job.next(), job.zone()),
                    when(state.started(), job.zone()),
                    state.exit() == null ? null : status(state.exit()),
                    job.busy(),
                    job.paused(),
                    job.problem());
        }

        private static @Nullable String when(@Nullable Instant time, ZoneId zone) {
            return time == null ? null : UploadView.when(time, zone) + " " + zone;
        }

        private static String status(int exit) {
            return "status."
                    + RunStatus.ofExitCode(exit).orElse(RunStatus.DEFECT).label();
        }
    }

    @GetMapping("/jobs")
    String list(Model model) {
        model.addAttribute(
                "jobs", scheduler.overview().stream().map(JobView::of).toList());
        return "jobs";
    }

    @PostMapping("/jobs/{name}/run")
    String run(@PathVariable String name, Principal user) {
        require(name);
        if (!scheduler.runNow(name)) {
            throw InvalidSettingException.of(ConsoleTexts.text("jobs.one"), name, "console.active");
        }
        audit.log(user, "console.audit.job", name);
        return "redirect:/jobs";
    }

    @PostMapping("/jobs/{name}/pause")
    String pause(@PathVariable String name, Principal user) throws IOException {
        require(name);
        scheduler.pause(name, true);
        audit.log(user, "console.audit.pause", name);
        return "redirect:/jobs";
    }

    @PostMapping("/jobs/{name}/resume")
    String resume(@PathVariable String name, Principal user) throws IOException {
        require(name);
        scheduler.pause(name, false);
        audit.log(user, "console.audit.resume", name);
        return "redirect:/jobs";
    }

    private void require(String name) {
        if (!scheduler.contains(name)) {
            throw new NotThereException();
        }
    }
}
