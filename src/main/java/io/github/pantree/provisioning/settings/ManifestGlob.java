package io.github.pantree.provisioning.settings;

import io.github.pantree.support.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that {@code pantree.manifest} refers to.
 *
 * @param setting a path, or a glob pattern
 */
record ManifestGlob(String setting) {

    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");
    /** Any number of folders, outside of braces, which cannot be nested. */
    private static final Pattern FOLDERS = Pattern.compile("(?<![^/])\\*\\*/(?![^{]*})");

    /** The folder in which a glob pattern is matched; for a file, the folder that contains it. */
    Path base() {
        int slash = GLOB.split(setting, 2)[0].lastIndexOf('/');
        return slash < 0 ? Path.of("") : Path.of(setting.substring(0, slash + 1));
    }

    /**
     * The file, whether or not it exists; for a glob pattern, its current matches, sorted by name.
     *
     * @throws InvalidSettingException if the pattern is invalid, or its folder does not exist
     */
    List<Path> files() {
        return GLOB.matcher(setting).find() ? matches() : List.of(Path.of(setting));
    }

    private List<Path> matches() {
        Path folder = base();
        try {
            // As elsewhere, any number of folders includes none; Java would require one.
            String any = FOLDERS.matcher(setting).replaceAll("{**/,}");
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + any);
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile)
                        .filter(matcher::matches)
                        .sorted()
                        .toList();
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw InvalidSettingException.of("pantree.manifest", setting, "glob", folder.toAbsolutePath());
        }
    }
}
