package io.github.pantree.provisioning.job;

import io.github.pantree.logging.LogContext;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Puts the name of a run into whatever is logged from its start on. Its end is for whoever opened the home to tell. */
final class RunLoggingListener implements JobExecutionListener {

    @Override
    public void beforeJob(JobExecution execution) {
        LogContext.run(new StoredRun(execution).name());
    }
}
