package io.github.pantree.provisioning;

import io.github.pantree.notification.NotificationSettings;
import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.RunHistory;
import io.github.pantree.provisioning.settings.JobSettings;
import io.github.pantree.provisioning.settings.RetentionSettings;
import io.github.pantree.provisioning.settings.RunSettings;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Settings and services of an open home. A service is created on first use, since not every {@link
 * OpenMode} has the API.
 */
record HomeServices(
        RunSettings settings,
        JobSettings job,
        RetentionSettings retention,
        NotificationSettings notifications,
        ObjectProvider<RunService> runs,
        ObjectProvider<PlanService> plans,
        ObjectProvider<VerifyService> verifications,
        ObjectProvider<RunHistory> history,
        ObjectProvider<Purge> purge,
        ObjectProvider<StorageFailures> failures) {}
