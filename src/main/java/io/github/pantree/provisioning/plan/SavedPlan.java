package io.github.pantree.provisioning.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.ProvisioningTarget;
import io.github.pantree.report.ByteOrderMark;
import io.github.pantree.report.PlanFile;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.Json;
import io.github.pantree.support.Messages;
import io.github.pantree.support.OwnerOnlyFiles;
import io.github.pantree.support.ResultFileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A saved plan: {@code plan.json} describes manifest and target, {@code plan.csv} beside it the action for every
 * folder. A run of the plan is refused if the manifest or the remote tree has changed. Folders that runs of this
 * manifest have created since are not compared again.
 */
public final class SavedPlan {

    private static final Logger log = LoggerFactory.getLogger(SavedPlan.class);

    private static final String JSON = "plan.json";
    private static final String CONTENT = "content";
    private static final String SETTINGS = "settings";
    private static final String FILE = "file";

    /** The properties that a plan may set. A file from elsewhere must not set any others. */
    private static final Set<String> KNOWN = Set.of(
            "pantree.base-url",
            "pantree.parent",
            "pantree.on-existing",
            "pantree.encoding",
            "pantree.delimiter",
            "pantree.sheet",
            "pantree.map",
            "pantree.header-line",
            "pantree.trim",
            "pantree.normalize");

    private record Content(
            @JsonUnwrapped PlanOutcome.Content plan, String file, String content, Map<String, String> settings) {}

    private final Path file;
    private final JsonNode content;

    private SavedPlan(Path file, JsonNode content) {
        this.file = file;
        this.content = content;
    }

    /**
     * Reads a plan's description.
     *
     * @param file its {@code plan.json}, or the folder that contains it
     * @throws InvalidSettingException if there is no such plan
     */
    public static SavedPlan read(Path file) {
        Path json = Files.isDirectory(file) ? file.resolve(JSON) : file;
        try {
            JsonNode content = Json.read(Files.readString(json));
            if (content.path(CONTENT).isString() && content.path(SETTINGS).isObject()) {
                return new SavedPlan(json, content);
            }
        } catch (IOException | JacksonException e) {
            log.debug("Cannot read {}", json, e);
        }
        throw invalid(file);
    }

    private static InvalidSettingException invalid(Path file) {
        return InvalidSettingException.of("pantree.plan", file.toString(), "plan");
    }

    /** Saves a plan to a folder. */
    public static void write(
            Path folder,
            PlanOutcome plan,
            Path manifest,
            ProvisioningTarget target,
            Map<String, String> settings,
            LedgerReport ledger,
            ByteOrderMark mark)
            throws IOException {
        OwnerOnlyFiles.createFolder(folder);
        new PlanFile(folder.resolve(ResultFileNames.PLAN)).write(ledger, plan.manifest(), mark);
        String file = manifest.toString();
        String json = Json.write(new Content(plan.content(file), file, target.contentHash(), settings)) + "\n";
        OwnerOnlyFiles.replace(folder.resolve(JSON), temporary -> Files.writeString(temporary, json));
    }

    /** The manifest of the plan. */
    public Path manifest() {
        return Path.of(content.path(FILE).asString());
    }

    /** The properties that define the target and how the manifest is read. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        content.path(SETTINGS).properties().stream()
                .filter(entry -> KNOWN.contains(entry.getKey()))
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString()));
        return settings;
    }

    /**
     * Checks that the plan belongs to a manifest and a target.
     *
     * @throws PlanOutdatedException if it was created for another manifest or target
     */
    public void requireFor(ProvisioningTarget target) {
        if (!target.contentHash().equals(content.path(CONTENT).asString())) {
            throw new PlanOutdatedException(file, Messages.format("plan.otherManifest"));
        }
        String baseUrl = settings().getOrDefault("pantree.base-url", "");
        String parent = settings().getOrDefault("pantree.parent", "");
        if (!baseUrl.equals(target.baseUrl()) || !parent.equals(target.parent().value())) {
            throw new PlanOutdatedException(file, Messages.format("plan.otherTarget", baseUrl, parent));
        }
    }

    /**
     * Checks that the remote tree has not changed since the plan was created.
     *
     * @throws PlanOutdatedException if a listing differs from the plan
     */
    public void requireSameTree(LedgerReport ledger, long manifest) {
        try {
            Optional<String> difference =
                    new PlanFile(file.resolveSibling(ResultFileNames.PLAN)).firstDifference(ledger, manifest);
            if (difference.isPresent()) {
                throw new PlanOutdatedException(file, difference.get());
            }
        } catch (IOException e) {
            log.debug("Cannot read {}", ResultFileNames.PLAN, e);
            throw invalid(file);
        }
    }
}
