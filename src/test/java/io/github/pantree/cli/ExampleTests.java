package io.github.pantree.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.provisioning.settings.JobDefinition;
import io.github.pantree.provisioning.settings.JobSettings;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.scheduling.support.CronExpression;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in {@code jobs/examples} are accepted by the program and are consistent. */
final class ExampleTests {

    private static final Path EXAMPLES = Path.of("jobs/examples");
    private static final String DEFINITION = "/etc/pantree/jobs/nightly.yml";
    private static final String STATE = "/var/lib/pantree";
    private static final String CREDENTIALS = "/etc/pantree/credentials/";
    private static final Map<String, String> SECRETS =
            Map.of("DINGTALK_URL", "https://example.org/robot", "DINGTALK_SECRET", "secret");
    private static final List<String> SECRET_FILES = List.of(
            "pantree.accounts.team-a.client-id",
            "pantree.accounts.team-a.client-secret",
            "DINGTALK_URL",
            "DINGTALK_SECRET");

    @TempDir
    private Path folder;

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(EXAMPLES.resolve(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private static List<Object> documents(String file) throws IOException {
        List<Object> documents = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(EXAMPLES.resolve(file))) {
            new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(documents::add);
        }
        return documents;
    }

    /** The value at a path of keys and indexes. */
    private static Object at(Object node, Object... path) {
        Object here = node;
        for (Object step : path) {
            here = step instanceof Integer index ? ((List<?>) here).get(index) : ((Map<?, ?>) here).get(step);
            assertThat(here).as("%s of %s", step, List.of(path)).isNotNull();
        }
        return here;
    }

    private static Object ofKind(String kind) throws IOException {
        return documents("kubernetes/cronjob.yml").stream()
                .filter(document -> at(document, "kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Object pod() throws IOException {
        return at(ofKind("CronJob"), "spec", "jobTemplate", "spec", "template", "spec");
    }

    private static List<String> settings(String unit, String name) throws IOException {
        return lines("systemd/" + unit).stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }

    private Path configMap() throws IOException {
        String text = String.valueOf(at(ofKind("ConfigMap"), "data", "nightly.yml"));
        return Files.writeString(folder.resolve("nightly.yml"), text);
    }

    @Test
    void theDefinitionsAreRead() throws IOException {
        for (Path file : List.of(EXAMPLES.resolve("nightly.yml"), configMap())) {
            JobDefinition job = JobDefinition.read(file, SECRETS);
            assertThat(job.settings().source()).startsWith(STATE + "/");
            assertThat(job.settings().home()).asString().startsWith(STATE + "/");
            assertThat(job.settings().account()).isEqualTo("team-a");
            assertThat(job.settings().expectedBy()).isPresent();
            assertThat(job.notifications().destinations()).isNotEmpty();
        }
    }

    @Test
    void theCommentedDefinitionNamesEveryKey() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("nightly.yml"));
        List<String> settings = Stream.of(JobSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        // YAML reads "on" as true, so "events" is used instead.
        Stream<String> notifications = NotificationSettings.keys().stream().filter(key -> !key.equals("on"));
        assertThat(Stream.concat(settings.stream(), notifications))
                .allSatisfy(key -> assertThat(text).containsPattern("(?m)^ +(# *)?(- )?" + Pattern.quote(key) + ":"));
    }

    @Test
    void commentedOutSettingsAreValid() throws IOException {
        List<String> lines = Files.readAllLines(EXAMPLES.resolve("nightly.yml")).stream()
                .filter(line -> !line.contains("inbox:"))
                .map(line -> line.replaceFirst("^( *)# ( *)(- )?([a-z.-]+:(?: |$))", "$1$2$3$4"))
                .toList();
        assertThat(lines).anyMatch(line -> line.startsWith("spring:")).contains("    pause: 500ms");
        Path file = Files.write(folder.resolve("all.yml"), lines);
        JobDefinition job = JobDefinition.read(file, SECRETS);
        assertThat(job.settings().source()).isEqualTo("/srv/exports/*.csv");
    }

    @Test
    void everyExampleSetsLocaleAndLanguage() throws IOException {
        assertThat(lines("crontab")).contains("LANG=C.UTF-8", "PANTREE_LANG=en");
        for (String unit : List.of("pantree-nightly.service", "pantree-serve.service")) {
            assertThat(settings(unit, "Environment")).anyMatch(line -> line.endsWith("LANG=C.UTF-8 PANTREE_LANG=en"));
        }
        assertThat(String.join("\n", lines("docker/Dockerfile"))).contains("LANG=C.UTF-8", "PANTREE_LANG=en");
        assertThat(at(pod(), "containers", 0, "env"))
                .asString()
                .contains("{name=LANG, value=C.UTF-8}", "{name=PANTREE_LANG, value=en}");
    }

    @Test
    void theSchedulesAreTheSame() throws IOException {
        String schedule = String.valueOf(at(documents("nightly.yml").get(0), "pantree", "schedule"));
        assertThat(at(ofKind("CronJob"), "spec", "schedule")).isEqualTo(schedule);
        assertThat(lines("crontab")).anyMatch(line -> line.startsWith(schedule + "  /opt/"));
        assertThat(settings("pantree-nightly.timer", "OnCalendar")).containsExactly("*-*-* 02..05:30:00 Asia/Shanghai");
        assertThat(at(ofKind("CronJob"), "spec", "timeZone")).isEqualTo("Asia/Shanghai");
        CronExpression cron = JobDefinition.read(EXAMPLES.resolve("nightly.yml"), SECRETS)
                .settings()
                .cron()
                .orElseThrow();
        assertThat(cron.next(Instant.parse("2026-01-01T05:30:00Z").atOffset(ZoneOffset.UTC)))
                .hasToString("2026-01-02T02:30Z");
    }

    @Test
    void cronRunsTheJob() throws IOException {
        String line = lines("crontab").stream()
                .filter(candidate -> candidate.contains("pantree run"))
                .findFirst()
                .orElseThrow();
        assertRunsTheJob(ShellLine.of(line.replaceFirst("^(\\S+\\s+){5}", "")));
        assertThat(line).as("a percent sign ends a command in a crontab").doesNotContain("%");
        assertThat(lines("crontab")).contains("SPRING_CONFIG_IMPORT=configtree:" + CREDENTIALS);
        assertThat(Files.readString(EXAMPLES.resolve("crontab")))
                .contains(SECRET_FILES)
                .endsWith("\n");
    }

    @Test
    void theUnitsRunTheJobs() throws IOException {
        assertRunsTheJob(
                ShellLine.of(settings("pantree-nightly.service", "ExecStart").get(0)));
        ShellLine serve =
                ShellLine.of(settings("pantree-serve.service", "ExecStart").get(0));
        assertThat(serve.words().get(0)).isEqualTo("/opt/pantree/bin/pantree");
        assertThat(serve.option("--jobs"))
                .isEqualTo(String.valueOf(Path.of(DEFINITION).getParent()));
        assertThat(Files.readString(EXAMPLES.resolve("systemd/pantree-serve.service")))
                .contains("127.0.0.1:" + serve.option("--port") + "/actuator/health/readiness");
        for (String unit : List.of("pantree-nightly.service", "pantree-serve.service")) {
            assertThat(settings(unit, "StateDirectory")).containsExactly("pantree");
            assertThat(settings(unit, "Environment")).contains("SPRING_CONFIG_IMPORT=configtree:%d/");
            assertThat(settings(unit, "LoadCredential"))
                    .containsExactlyElementsOf(SECRET_FILES.stream()
                            .map(name -> name + ":" + CREDENTIALS + name)
                            .toList());
            assertThat(settings(unit, "ProtectSystem")).containsExactly("strict");
        }
    }

    private static void assertRunsTheJob(ShellLine line) {
        assertThat(line.words().get(0)).isEqualTo("/opt/pantree/bin/pantree");
        assertThat(line.parsed().subcommand().commandSpec().name()).isEqualTo("run");
        assertThat(line.option("--job")).isEqualTo(DEFINITION);
        assertThat(line.words()).contains("--wait");
    }

    @Test
    void theCronJobRunsTheJobOfItsConfigMap() throws IOException {
        Object container = at(pod(), "containers", 0);
        List<String> arguments = new ArrayList<>(List.of("/opt/pantree/bin/pantree"));
        ((List<?>) at(container, "args")).forEach(argument -> arguments.add(String.valueOf(argument)));
        assertRunsTheJob(new ShellLine(arguments));
        assertThat(mount("jobs")).isEqualTo(String.valueOf(Path.of(DEFINITION).getParent()));
        assertThat(mount("credentials") + "/").isEqualTo(CREDENTIALS);
        assertThat(mount("data")).isEqualTo(STATE);
        assertThat(mount("tmp")).isEqualTo("/tmp");
        assertThat(at(container, "env", 0, "name")).isEqualTo("SPRING_CONFIG_IMPORT");
        assertThat(at(container, "env", 0, "value")).isEqualTo("configtree:" + CREDENTIALS);
        assertThat(at(ofKind("Secret"), "stringData"))
                .isInstanceOfSatisfying(
                        Map.class, data -> assertThat(data.keySet().toArray()).containsExactly(SECRET_FILES.toArray()));
    }

    private static String mount(String volume) throws IOException {
        return ((List<?>) at(pod(), "containers", 0, "volumeMounts"))
                .stream()
                        .filter(mount -> at(mount, "name").equals(volume))
                        .map(mount -> String.valueOf(at(mount, "mountPath")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void referencesOfTheCronJobExist() throws IOException {
        assertThat(at(pod(), "volumes", 0, "configMap", "name")).isEqualTo(at(ofKind("ConfigMap"), "metadata", "name"));
        assertThat(at(pod(), "volumes", 1, "secret", "secretName")).isEqualTo(at(ofKind("Secret"), "metadata", "name"));
        assertThat(at(pod(), "volumes", 2, "persistentVolumeClaim", "claimName"))
                .isEqualTo(at(ofKind("PersistentVolumeClaim"), "metadata", "name"));
        assertThat(((List<?>) at(pod(), "volumes")).stream().map(volume -> at(volume, "name")))
                .isEqualTo(List.of("jobs", "credentials", "data", "tmp"));
        assertThat(at(pod(), "securityContext", "runAsUser")).isEqualTo(65_532);
        assertThat(Files.readString(EXAMPLES.resolve("docker/Dockerfile")))
                .contains("USER 65532:65532", "-t " + at(pod(), "containers", 0, "image") + " ");
    }

    /**
     * A pod is retried if it was killed or the home was in use; in all other cases a retry would repeat the result, or
     * miss the deadline.
     */
    @Test
    void podIsRetriedDependingOnTheExitCode() throws IOException {
        Object job = at(ofKind("CronJob"), "spec", "jobTemplate", "spec");
        assertThat(at(job, "template", "spec", "restartPolicy"))
                .as("podFailurePolicy needs it")
                .isEqualTo("Never");
        assertThat(at(job, "podFailurePolicy", "rules", 1, "onExitCodes", "values"))
                .isEqualTo(List.of(1, 2, 3, 4, 5, 7, 8));
        assertThat(at(job, "podFailurePolicy", "rules", 1, "onExitCodes", "containerName"))
                .isEqualTo(at(pod(), "containers", 0, "name"));
        assertThat(at(ofKind("CronJob"), "spec", "concurrencyPolicy")).isEqualTo("Forbid");
    }

    @Test
    void imageUsesTheMountPathOfTheDefinitions() throws IOException {
        String file = Files.readString(EXAMPLES.resolve("docker/Dockerfile"));
        List<String> command = words(file, "CMD");
        List<String> start = words(file, "ENTRYPOINT");
        assertThat(file).contains("/src/target/pantree/lib /opt/pantree/lib\n");
        assertThat(start).startsWith("java").endsWith("-jar", "/opt/pantree/lib/pantree.jar");
        ShellLine serve = new ShellLine(
                Stream.concat(Stream.of("pantree"), command.stream()).toList());
        assertThat(serve.option("--jobs")).isEqualTo(mount("jobs"));
        assertThat(file).contains("EXPOSE " + serve.option("--port") + "\n");
        String run = file.lines()
                .filter(line -> line.contains("pantree:local run"))
                .map(line -> line.replaceFirst(".*pantree:local", "pantree"))
                .findFirst()
                .orElseThrow();
        assertThat(ShellLine.of(run).option("--job")).isEqualTo(DEFINITION);
    }

    private static List<String> words(String file, String instruction) {
        String line = file.lines()
                .filter(candidate -> candidate.startsWith(instruction + " ["))
                .findFirst()
                .orElseThrow();
        return Stream.of(line.substring(instruction.length() + 2, line.length() - 1)
                        .split(",", -1))
                .map(word -> word.strip().replace("\"", ""))
                .toList();
    }

    @Test
    void jobsFolderContainsOnlyDefinitions() {
        assertThat(JobDefinition.files(Path.of("jobs")))
                .allSatisfy(file ->
                        assertThat(JobDefinition.read(file, Map.of()).name()).isNotEmpty());
    }
}
