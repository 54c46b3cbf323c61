package io.github.pantree.provisioning.settings;

import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Finds the settings file that is not valid YAML, since the exception does not name it. */
public final class YamlErrors {

    private YamlErrors() {}

    /** The error in one of the files, if invalid YAML caused the failure. */
    public static Optional<RuntimeException> in(Throwable failure, Stream<Path> files) {
        // YAML that refers to itself causes a stack overflow; a key that is not text causes a class cast exception.
        boolean isYaml = Stream.of(StackOverflowError.class, ClassCastException.class, YAMLException.class)
                .anyMatch(type -> SettingsBinder.cause(failure, type).isPresent());
        return files.filter(file -> isYaml && Files.isRegularFile(file))
                .flatMap(file -> broken(file).stream())
                .findFirst();
    }

    private static Optional<RuntimeException> broken(Path file) {
        try {
            new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
            return Optional.empty();
        } catch (StackOverflowError e) {
            return Optional.of(invalid(file, "", Messages.format("setting.yaml.endless")));
        } catch (ClassCastException e) {
            return Optional.of(invalid(file, "", Messages.format("setting.yaml.key")));
        } catch (IOException | RuntimeException e) {
            return SettingsBinder.cause(e, YAMLException.class)
                    .map(cause -> cause instanceof MarkedYAMLException marked
                            ? invalid(file, place(marked.getProblemMark()), String.valueOf(marked.getProblem()))
                            : invalid(file, "", firstLine(cause)));
        }
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : Messages.format("setting.yaml.value", mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String firstLine(YAMLException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static InvalidSettingException invalid(Path file, String place, String problem) {
        return InvalidSettingException.of(file.toString(), place.isEmpty() ? "YAML" : place, "yaml", problem);
    }
}
