package io.github.pantree.console.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.console.upload.Upload.Phase;
import io.github.pantree.support.TimeSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans that do not need the API. */
final class UploadPlannerTests {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before each test
    private UploadStore store;

    @SuppressWarnings("NullAway.Init") // before each test
    private UploadPlanner planner;

    @BeforeEach
    void open() throws IOException {
        Map<String, String> options =
                Map.of("pantree.home", folder.resolve("home").toString(), "pantree.access-token", "unused");
        store = new UploadStore(folder.resolve("uploads"), TimeSource.SYSTEM);
        planner = new UploadPlanner(store, new UploadHome(options, new SimpleMeterRegistry()));
    }

    @Test
    void allProblemsAreCountedAndTheFirstAreShown() throws Exception {
        Upload upload = plan("path\n" + "/a/x?\n".repeat(250));
        assertThat(upload.phase()).isEqualTo(Phase.INVALID);
        assertThat(upload.problems()).isGreaterThanOrEqualTo(250);
        assertThat(upload.plan()).isNull();
        assertThat(store.findings(upload)).hasSize(200);
    }

    @Test
    void problemOfTheWholeFileNamesItAsItsUserDoes() throws Exception {
        Upload upload = plan("");
        assertThat(upload.phase()).isEqualTo(Phase.INVALID);
        assertThat(store.findings(upload))
                .isNotEmpty()
                .noneMatch(finding -> finding.toString().contains(upload.file()));
    }

    private Upload plan(String text) throws Exception {
        Upload upload =
                store.add("folders.csv", "root", Locale.ENGLISH, "", new ByteArrayInputStream(text.getBytes(UTF_8)));
        planner.plan(upload, new UploadTask());
        return store.find(upload.id()).orElseThrow();
    }
}
