package io.github.pantree.provisioning;

import io.github.pantree.folder.InvalidSetting;
import io.github.pantree.folder.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Finds the settings file that is no YAML: the failure itself does not name it. */
final class BrokenYaml {

    private BrokenYaml() {}

    /** What is wrong with which of the files, if it is YAML that made opening fail. */
    static Optional<RuntimeException> in(Throwable failure, Stream<Path> files) {
        return marked(failure)
                .flatMap(e -> files.filter(Files::isRegularFile)
                        .flatMap(file -> broken(file).stream())
                        .findFirst());
    }

    private static Optional<MarkedYAMLException> marked(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(MarkedYAMLException.class::isInstance)
                .map(MarkedYAMLException.class::cast)
                .findFirst();
    }

    private static Optional<InvalidSetting> broken(Path file) {
        try {
            new YamlPropertySourceLoader().load(file.toString(), new FileSystemResource(file));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return marked(e).map(cause -> invalid(file, cause));
        }
    }

    private static InvalidSetting invalid(Path file, MarkedYAMLException cause) {
        Mark mark = cause.getProblemMark();
        String place = mark == null ? "" : Words.say("setting.yaml.value", mark.getLine() + 1, mark.getColumn() + 1);
        return new InvalidSetting(
                file.toString(),
                place,
                Words.say("setting.yaml.rule", String.valueOf(cause.getProblem())),
                Words.say("setting.yaml.remedy"));
    }
}
