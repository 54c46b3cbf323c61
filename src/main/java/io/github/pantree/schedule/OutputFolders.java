package io.github.pantree.schedule;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders of the results of a job with several manifests.
 *
 * @param base the folder that contains the manifests
 * @param options properties that override those of the definition
 * @param out the folder that all manifests share; null if each run has its own
 */
record OutputFolders(
        Path base, Map<String, String> options, @Nullable String out) {

    static final String OUT = "pantree.out";

    /** The options of a manifest's run: in a shared folder, it has a subfolder with the manifest's name. */
    Map<String, String> optionsOf(Path manifest) {
        if (out == null) {
            return options;
        }
        Map<String, String> all = new LinkedHashMap<>(options);
        Path absolute = manifest.toAbsolutePath().normalize();
        Path folder = base.toAbsolutePath().normalize();
        Path name = absolute.startsWith(folder) ? folder.relativize(absolute) : absolute.getFileName();
        all.put(OUT, Path.of(out).resolve(String.valueOf(name)).toString());
        return all;
    }
}
