package io.github.pantree.schedule;

import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.ResumeCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The commands that repeat the work of a job, with the options that it was started with. */
record JobCommands(JobDefinition job, Map<String, String> options) {

    /** Runs the job again. */
    String again() {
        return withHome(ResumeCommand.ofJob(job.file(), options));
    }

    /** Runs one manifest as the job does. */
    String manifest(Path manifest) {
        return withHome(ResumeCommand.command(manifest, options, Optional.of(job.file())));
    }

    /** The definition names the home unless an option does. */
    private String withHome(String command) {
        return options.containsKey("pantree.home")
                ? ResumeCommand.in(job.settings().home(), command)
                : command;
    }
}
