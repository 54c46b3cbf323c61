package io.github.pantree.provisioning.job;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A manifest to be provisioned.
 *
 * @param file an absolute path
 * @param name the name under which its user knows an uploaded file; null for a file that has its own name
 * @param command the command that resumes the run, to be stored with it
 */
public record RunRequest(Path file, @Nullable String name, Optional<String> command) {}
