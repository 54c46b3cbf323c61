package io.github.pantree.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pantree.folder.FolderCounts;
import io.github.pantree.notification.Event;
import io.github.pantree.notification.Notification;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportAttachmentsTests {

    @TempDir
    private Path folder;

    @Test
    void reportAmongTheResultsIsAttached() throws IOException {
        Path report = Files.writeString(folder.resolve("report.html"), "");
        assertThat(ReportAttachments.of(notification("run", "/in/autumn.csv", folder)))
                .containsExactly(report);
    }

    /** Results beside the manifest are named after it. */
    @Test
    void reportNamedAfterTheManifestIsPreferred() throws IOException {
        Files.writeString(folder.resolve("report.html"), "");
        Path report = Files.writeString(folder.resolve("autumn.2026.report.html"), "");
        assertThat(ReportAttachments.of(notification("run", "/in/autumn.2026.csv", folder)))
                .containsExactly(report);
    }

    @Test
    void nothingIsAttachedWithoutARunOrResultsOrReport() throws IOException {
        assertThat(ReportAttachments.of(notification("run", "a.csv", folder))).isEmpty();
        Files.writeString(folder.resolve("report.html"), "");
        assertThat(ReportAttachments.of(notification(null, "a.csv", folder))).isEmpty();
        assertThat(ReportAttachments.of(notification("run", "a.csv", null))).isEmpty();
    }

    @Test
    void summaryHasTheReportsOfItsPartsInTheirOrder() throws IOException {
        Path second = Files.writeString(folder.resolve("b.report.html"), "");
        Path first = Files.writeString(folder.resolve("a.report.html"), "");
        assertThat(ReportAttachments.of(Notification.digest(
                        List.of(notification("1", "a.csv", folder), notification("2", "b.csv", folder)))))
                .containsExactly(first, second);
    }

    @Test
    void reportsBeyondFiveMegabytesAreLeftOut() throws IOException {
        Path first = sized("a.report.html", 5_000_000);
        sized("b.report.html", 1);
        assertThat(ReportAttachments.of(Notification.digest(
                        List.of(notification("1", "a.csv", folder), notification("2", "b.csv", folder)))))
                .containsExactly(first);
        sized("a.report.html", 5_000_001);
        assertThat(ReportAttachments.of(notification("1", "a.csv", folder))).isEmpty();
    }

    private Path sized(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        return file;
    }

    private static Notification notification(@Nullable String run, String manifest, @Nullable Path results) {
        return new Notification(Event.FAILED, null, run, manifest, 4, FolderCounts.NONE, 1, results, null, null);
    }
}
