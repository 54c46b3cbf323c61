package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.ProvisioningTarget;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * The parameters of the job. The manifest's number, together with its content and target, identifies the instance, so
 * that the same command resumes an earlier run of the same account, even if the file was moved.
 *
 * @param manifest the manifest's number in the ledger, which belongs to one account
 * @param name the name under which its user knows an uploaded file; null for a file that has its own name
 */
public record RunParameters(
        ProvisioningTarget target,
        Path file,
        long manifest,
        @Nullable String name) {

    static final String CONTENT = "content";
    static final String BASE_URL = "baseUrl";
    static final String PARENT = "parent";
    static final String FILE = "file";
    static final String MANIFEST = "manifest";
    static final String NAME = "name";
    /** The command that resumes the run; absent from runs of older versions. */
    static final String COMMAND = "command";
    /** Present for a run that checks everything again; absent from runs of older versions. */
    static final String RECHECK = "recheck";

    public JobParameters toJobParameters() {
        return toJobParameters(true);
    }

    /** As older versions stored them: the number does not identify the instance, which all accounts share. */
    JobParameters toOlderJobParameters() {
        return toJobParameters(false);
    }

    private JobParameters toJobParameters(boolean numberIdentifies) {
        JobParametersBuilder parameters = new JobParametersBuilder()
                .addString(CONTENT, target.contentHash(), true)
                .addString(BASE_URL, target.baseUrl(), true)
                .addString(PARENT, target.parent().value(), true)
                .addString(FILE, file.toString(), false)
                .addLong(MANIFEST, manifest, numberIdentifies);
        if (name != null) {
            parameters.addString(NAME, name, false);
        }
        return parameters.toJobParameters();
    }

    public static RunParameters from(JobParameters parameters) {
        ProvisioningTarget target = new ProvisioningTarget(
                string(parameters, CONTENT), string(parameters, BASE_URL), new DirId(string(parameters, PARENT)));
        return new RunParameters(
                target,
                Path.of(string(parameters, FILE)),
                Objects.requireNonNull(parameters.getLong(MANIFEST), "The job has the parameter " + MANIFEST),
                parameters.getString(NAME));
    }

    /** The manifest as its user knows it. */
    public String title() {
        return name == null ? file.toString() : name;
    }

    /** A text in which the manifest has the name that its user knows. */
    String withTitle(String text) {
        return text.replace(file.toString(), title());
    }

    private static String string(JobParameters parameters, String name) {
        return Objects.requireNonNull(parameters.getString(name), () -> "The job has the parameter " + name);
    }
}
