package io.github.pantree.provisioning.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.manifest.ManifestOptions;
import io.github.pantree.manifest.ManifestRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.test.MetaDataInstanceFactory;

final class ManifestItemReaderTests {

    @TempDir
    private Path folder;

    @Test
    void beginsAnewAfterARestart() throws Exception {
        Path file = Files.writeString(folder.resolve("m.csv"), "path\n/a\n\n/b\n");
        ExecutionContext context = MetaDataInstanceFactory.createStepExecution().getExecutionContext();
        ManifestItemReader first = new ManifestItemReader(file, ManifestOptions.AUTO_DETECT, false);
        first.open(context);
        assertThat(line(first)).isEqualTo(2);
        first.update(context);
        first.close();

        ManifestItemReader second = new ManifestItemReader(file, ManifestOptions.AUTO_DETECT, false);
        second.open(context);
        assertThat(line(second)).isEqualTo(2);
        assertThat(line(second)).isEqualTo(4);
        assertThat(second.read()).isNull();
        second.close();
    }

    @Test
    void readsNothingOfAManifestThatIsLoaded() throws Exception {
        ManifestItemReader reader =
                new ManifestItemReader(folder.resolve("gone.csv"), ManifestOptions.AUTO_DETECT, true);
        reader.open(new ExecutionContext());
        assertThat(reader.read()).isNull();
        reader.close();
    }

    private static long line(ManifestItemReader reader) throws Exception {
        ManifestRow row = reader.read();
        return Objects.requireNonNull(row).line();
    }
}
