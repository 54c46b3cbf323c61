package io.github.pantree.provisioning.settings;

import io.github.pantree.support.Causes;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Messages;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Finds the settings file that is not valid YAML, since the exception does not name it. */
public final class YamlErrors {

    private static final Logger log = LoggerFactory.getLogger(YamlErrors.class);

    private static final long MOST_BYTES = 1_000_000;
    private static final long MOST_VALUES = 10_000;
    private static final long ENDLESS = -1;

    private YamlErrors() {}

    /** The error in one of the files, if invalid YAML caused the failure. */
    public static Optional<RuntimeException> in(Throwable failure, Stream<Path> files) {
        // YAML that refers to itself causes a stack overflow; a key that is not text causes a class cast exception.
        boolean isYaml = Stream.of(StackOverflowError.class, ClassCastException.class, YAMLException.class)
                .anyMatch(type -> Causes.find(failure, type).isPresent());
        return files.filter(file -> isYaml && Files.isRegularFile(file))
                .flatMap(file -> broken(file).stream())
                .findFirst();
    }

    /**
     * Rejects files that would fill the memory: Boot puts no limit on aliases.
     *
     * @throws InvalidSettingException if one is too large, or unfolds to too much
     */
    public static void check(Stream<Path> files) {
        files.filter(Files::isRegularFile).forEach(YamlErrors::checkSize);
    }

    private static void checkSize(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        try (Reader reader = Files.newBufferedReader(file)) {
            if (Files.size(file) > MOST_BYTES) {
                throw invalid(file, "", Messages.format("setting.yaml.large", MOST_BYTES));
            }
            IdentityHashMap<Node, Long> known = new IdentityHashMap<>();
            for (Node document : new Yaml(options).composeAll(reader)) {
                if (unfolded(file, document, known) > MOST_VALUES) {
                    throw invalid(file, "", Messages.format("setting.yaml.aliases", MOST_VALUES));
                }
            }
        } catch (IOException | YAMLException | StackOverflowError e) {
            log.debug("Reported when its settings are read: {}", file, e);
        }
    }

    /** How many values a node has when each alias is replaced by what it refers to. */
    private static long unfolded(Path file, Node node, IdentityHashMap<Node, Long> known) {
        Long before = known.putIfAbsent(node, ENDLESS);
        if (before != null) {
            if (before == ENDLESS) {
                throw invalid(file, "", Messages.format("setting.yaml.endless"));
            }
            return before;
        }
        Stream<Node> parts = Stream.empty();
        if (node instanceof MappingNode mapping) {
            parts = mapping.getValue().stream().flatMap(pair -> Stream.of(pair.getKeyNode(), pair.getValueNode()));
        } else if (node instanceof SequenceNode sequence) {
            parts = sequence.getValue().stream();
        }
        // Bounded, so that sums of sums do not overflow.
        long size = Math.min(
                1 + parts.mapToLong(part -> unfolded(file, part, known)).sum(), 2 * MOST_VALUES);
        known.put(node, size);
        return size;
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
            return Causes.find(e, YAMLException.class)
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
