package io.github.pantree.notification.channel;

import io.github.pantree.notification.Notification;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the reports of the runs of a notification. Missing ones do not prevent the notification. */
final class ReportAttachments {

    private static final Logger log = LoggerFactory.getLogger(ReportAttachments.class);

    /** In total: many mail servers refuse more. */
    private static final long MOST_BYTES = 5_000_000;

    private ReportAttachments() {}

    /** The reports that exist, as many of the first ones as a mail can carry. */
    static List<Path> of(Notification notification) {
        List<Path> reports = new ArrayList<>();
        long bytes = 0;
        List<Notification> parts = notification.parts().isEmpty() ? List.of(notification) : notification.parts();
        for (Notification part : parts) {
            for (Path report :
                    candidates(part).filter(Files::isReadable).limit(1).toList()) {
                bytes += size(report);
                if (bytes <= MOST_BYTES) {
                    reports.add(report);
                }
            }
        }
        return reports;
    }

    /** Among the results, or, where these lie beside the manifest, named after it. */
    private static Stream<Path> candidates(Notification part) {
        Path results = part.results();
        String file =
                part.manifest().substring(part.manifest().replace('\\', '/').lastIndexOf('/') + 1);
        return results == null || part.run() == null
                ? Stream.empty()
                : Stream.of(
                        results.resolve(file.replaceFirst("\\.[^.]*$", "") + "." + ResultFileNames.REPORT),
                        results.resolve(ResultFileNames.REPORT));
    }

    private static long size(Path report) {
        try {
            return Files.size(report);
        } catch (IOException e) {
            log.debug("The report cannot be attached", e);
            return MOST_BYTES + 1;
        }
    }
}
