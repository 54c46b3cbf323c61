package io.github.pantree.provisioning.job;

import io.github.pantree.logging.LogContext;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Adds the name of a run to all further log lines, until the caller that opened the home removes it. */
final class RunLoggingListener implements JobExecutionListener {

    @Override
    public void beforeJob(JobExecution execution) {
        LogContext.run(new StoredRun(execution).name());
    }
}
