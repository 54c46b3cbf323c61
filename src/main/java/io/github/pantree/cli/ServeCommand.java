package io.github.pantree.cli;

import io.github.pantree.console.Console;
import io.github.pantree.provisioning.OpenMode;
import io.github.pantree.provisioning.Provisioning;
import io.github.pantree.provisioning.run.RunOutcome;
import io.github.pantree.provisioning.run.RunStatus;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.schedule.JobScheduler;
import io.github.pantree.schedule.ManagementServer;
import io.github.pantree.schedule.RunListener;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code serve}: runs the jobs on their schedules. */
@Command(name = "serve", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

    @Option(names = "--jobs", paramLabel = "DIR")
    private Path folder = Path.of("jobs");

    @Option(names = "--home", paramLabel = "DIR")
    private @Nullable String home;

    @Option(names = "--port", paramLabel = "PORT")
    private @Nullable String port;

    @Option(names = "--console")
    private boolean console;

    @Override
    public Integer call() throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        if (home != null) {
            options.put("pantree.home", home);
        }
        List<JobDefinition> jobs = definitions(options);
        ServeRunListener listener = new ServeRunListener();
        JobScheduler scheduler = new JobScheduler(jobs, options, listener, TimeSource.SYSTEM);
        if (scheduler.size() == 0 && !console) {
            throw InvalidSettingException.of("--jobs", folder.toString(), "jobs");
        }
        return CommandExecution.with(new Service(scheduler, listener, options));
    }

    /** All job definitions; throws the problems of all invalid ones together. */
    private List<JobDefinition> definitions(Map<String, String> options) {
        List<JobDefinition> jobs = new ArrayList<>();
        List<InvalidSettingException> problems = new ArrayList<>();
        for (Path file : JobDefinition.files(folder)) {
            try {
                jobs.add(JobDefinition.read(file, options));
                JobDefinition.checkCredentials(file, options);
            } catch (InvalidSettingException e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidSettingException.all(problems);
        }
        return jobs;
    }

    /** The scheduler with its server: that of the web console, or only the management endpoints. */
    private final class Service implements CommandExecution.Task {

        private final JobScheduler scheduler;
        private final ServeRunListener listener;
        private final Map<String, String> options;
        private volatile @Nullable Console opened;

        Service(JobScheduler scheduler, ServeRunListener listener, Map<String, String> options) {
            this.scheduler = scheduler;
            this.listener = listener;
            this.options = options;
        }

        @Override
        public RunStatus run() throws Exception {
            if (console) {
                try (Console pages = Console.open(scheduler, options, port, EarlyOptions.isLanguageSet())) {
                    opened = pages;
                    serve(pages.server(), pages.link());
                }
            } else {
                try (ManagementServer server = ManagementServer.open(scheduler, port)) {
                    serve(server, null);
                }
            }
            log.info("{}", Messages.format("serve.stopped"));
            return RunStatus.COMPLETED;
        }

        /** @param link the link that opens the console; null without one */
        private void serve(ManagementServer server, @Nullable String link) throws Exception {
            listener.registry = server.registry();
            log.info("{}", scheduler.describe(server.url()));
            if (link != null) {
                UserOutput.out().println(Messages.format("console.started", link));
            }
            scheduler.run();
        }

        @Override
        public void stop(String why) {
            scheduler.stop(why);
            Console pages = opened;
            if (pages != null) {
                pages.stop(why);
            }
        }
    }

    /** Logs the outcome of each run. */
    private static final class ServeRunListener implements RunListener {

        /** Shared by all runs; none before the first one. */
        private volatile MeterRegistry registry = new CompositeMeterRegistry();

        @Override
        public Provisioning open(Map<String, String> options, Optional<Path> job, BooleanSupplier stopped) {
            return Provisioning.open(OpenMode.RUN, options, job, registry, stopped);
        }

        @Override
        public RunOutcome during(Provisioning provisioning, Callable<RunOutcome> run) throws Exception {
            return ProgressDisplay.logWhile(provisioning, run);
        }

        @Override
        public void ran(Provisioning provisioning, RunOutcome outcome, Path manifest, @Nullable String why) {
            log.info(
                    "{}",
                    Messages.format(
                            "serve.ran",
                            manifest,
                            outcome.end().exitCode(),
                            outcome.end().label(),
                            RunSummaryPrinter.counts(outcome.summary().folders()),
                            String.valueOf(outcome.folder())));
            if (why != null) {
                log.atLevel(outcome.end() == RunStatus.COMPLETED ? Level.INFO : Level.WARN)
                        .log("{}", why);
            }
        }

        @Override
        public void failed(Path manifest, RunStatus end, String why) {
            log.error("{}: {}", manifest, why);
        }
    }
}
