package io.github.pantree.provisioning;

import io.github.pantree.provisioning.history.Purge;
import io.github.pantree.provisioning.history.RunHistory;
import io.github.pantree.provisioning.job.ProvisioningJobConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The services that {@link Provisioning} hands out, on top of the jobs. */
@Configuration(proxyBeanMethods = false)
@Import({
    ProvisioningJobConfiguration.class,
    ManifestTargets.class,
    RunService.class,
    PlanService.class,
    VerifyService.class,
    RunHistory.class,
    Purge.class
})
class ServiceConfiguration {}
