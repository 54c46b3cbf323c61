package io.github.pantree.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.ledger.postgres.PostgresDatabase;
import io.github.pantree.provisioning.create.ScriptedApi;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.dao.DataAccessResourceFailureException;

final class StorageFailuresTests {

    private final RuntimeException full =
            new DataAccessResourceFailureException("insert", new IOException("No space left on device"));

    private final Path home = Path.of("/srv/pantree");

    private StorageFailures failures(OpenMode mode) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        if (mode.needsApi()) {
            beans.registerSingleton("stop", new StopSignal(new ScriptedApi(1)));
        }
        return new StorageFailures(
                new OpenRequest(mode, Map.of(), Optional.empty(), null, () -> false),
                TestSettings.in(home).build(),
                beans.getBeanProvider(StopSignal.class),
                beans.getBeanProvider(PostgresDatabase.class));
    }

    @Test
    void aRunNamesItsHome() {
        assertThat(failures(OpenMode.RUN).explain(full))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll("pantree.home (" + home + ")", "No space left on device")
                .hasCause(full);
    }

    @Test
    void aPurgeNamesItsHome() {
        assertThat(failures(OpenMode.PURGE).explain(full)).hasMessageContaining("pantree.home (" + home + ")");
    }

    @Test
    void aPlanNamesTheTemporaryFolder() {
        assertThat(failures(OpenMode.PLAN).explain(full))
                .isInstanceOf(StorageException.class)
                .hasMessageContainingAll(System.getProperty("java.io.tmpdir"), "No space left on device")
                .hasMessageNotContaining("pantree.home");
    }

    @Test
    void aDefectStaysAsItIs() {
        RuntimeException defect = new IllegalStateException("defect");
        assertThat(failures(OpenMode.RUN).explain(defect)).isSameAs(defect);
    }
}
