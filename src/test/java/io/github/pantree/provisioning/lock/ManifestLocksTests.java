package io.github.pantree.provisioning.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ManifestLocksTests {

    private static final ProvisioningTarget TARGET = new ProvisioningTarget("hash", "http://127.0.0.1", DirId.ROOT);

    @TempDir
    private Path folder;

    @Test
    void locksInAFolderOfThisUserAlone() throws IOException {
        Path locks = folder.resolve("locks");
        try (ProcessFileLock held = lock(locks).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(locks)))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> lock(locks)).isInstanceOf(LockedException.class);
        }
    }

    @Test
    void refusesAFolderThatOthersCanWriteTo() throws IOException {
        Path locks = Files.createDirectory(folder.resolve("locks"));
        Files.setPosixFilePermissions(locks, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> lock(locks))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(locks.toString());
        assertThat(locks).isEmptyDirectory();
    }

    @Test
    void refusesALinkToAFolder() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        lock(elsewhere).orElseThrow().close();
        Path locks = Files.createSymbolicLink(folder.resolve("locks"), elsewhere);
        assertThatThrownBy(() -> lock(locks)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void refusesALinkToNothing() throws IOException {
        Path locks = Files.createSymbolicLink(folder.resolve("locks"), folder.resolve("missing"));
        assertThatThrownBy(() -> lock(locks)).isInstanceOf(InvalidSettingException.class);
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void refusesAFileInPlaceOfTheFolder() throws IOException {
        Path locks = Files.createFile(folder.resolve("locks"));
        assertThatThrownBy(() -> lock(locks)).isInstanceOf(InvalidSettingException.class);
    }

    @Test
    void doesNotOverwriteAFileThroughALink() throws IOException {
        Path locks = folder.resolve("locks");
        Path lock;
        try (ProcessFileLock held = lock(locks).orElseThrow();
                var files = Files.list(locks)) {
            assertThat(held).isNotNull();
            lock = files.findFirst().orElseThrow();
        }
        Path victim = Files.writeString(folder.resolve("victim"), "content");
        Files.createSymbolicLink(lock, victim);

        assertThat(lock(locks)).isEmpty();

        assertThat(victim).hasContent("content");
    }

    private static Optional<ProcessFileLock> lock(Path locks) {
        return ManifestLocks.onMachine(locks, TARGET, Path.of("list.csv"), "run");
    }
}
