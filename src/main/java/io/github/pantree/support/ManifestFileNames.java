package io.github.pantree.support;

import java.util.Locale;
import java.util.Set;

/** The names of files that can be manifests. */
public final class ManifestFileNames {

    /** The extensions, in lower case. */
    public static final Set<String> EXTENSIONS = Set.of("csv", "tsv", "txt", "xlsx", "xls");

    private ManifestFileNames() {}

    /** Whether the extension of a file name is one of {@link #EXTENSIONS}. */
    public static boolean matches(String name) {
        return EXTENSIONS.contains(extension(name));
    }

    /** What follows the last dot, in lower case; the whole name if it has none. */
    public static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
