package io.github.pantree.provisioning.job;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderCounts;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.ledger.VerificationStore;
import io.github.pantree.ledger.VerificationStore.Check;
import io.github.pantree.ledger.VerificationStore.Extra;
import io.github.pantree.ledger.VerificationStore.Parent;
import io.github.pantree.ledger.VerificationStore.State;
import io.github.pantree.pan123.DetailResult;
import io.github.pantree.pan123.FolderApi;
import io.github.pantree.pan123.ListResult;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.provisioning.create.CallExecutor;
import io.github.pantree.provisioning.create.LookupResult;
import io.github.pantree.provisioning.create.MissingChildren;
import io.github.pantree.provisioning.run.ProgressTracker;
import io.github.pantree.provisioning.run.RunPhase;
import io.github.pantree.provisioning.run.StopSignal;
import io.github.pantree.provisioning.settings.RunSettings;
import io.github.pantree.support.Messages;
import io.github.pantree.support.PrintableText;
import io.github.pantree.support.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the remote tree with the manifest's tree, from the target down. Each folder that has children in the
 * manifest is listed once; below a missing folder, no call is needed.
 */
final class VerifyTasklet extends ListingTasklet<Parent> {

    private final long manifest;
    private final VerificationStore checks;
    private final AccountTree tree;
    private final ProgressTracker progress;
    private final long folders;

    VerifyTasklet(
            long manifest,
            VerificationStore checks,
            AccountTree tree,
            FolderApi api,
            RunSettings settings,
            TimeSource timing,
            ProgressTracker progress,
            StopSignal stop,
            long folders) {
        super(api, settings, timing, stop, Parent::number);
        this.manifest = manifest;
        this.checks = checks;
        this.tree = tree;
        this.progress = progress;
        this.folders = folders;
    }

    @Override
    void begin() {
        progress.phase(RunPhase.VERIFY, FolderCounts.NONE.plus(FolderState.PENDING, folders));
        api.authenticate();
        checks.begin(manifest);
    }

    @Override
    List<Parent> parents(long after, int limit) {
        return checks.parents(manifest, after, limit, settings.extra());
    }

    @Override
    List<LedgerFolder> children(Parent parent, long after, int limit) {
        return checks.children(manifest, parent.number(), after, limit);
    }

    @Override
    void visit(Parent parent, CallExecutor calls) {
        DirId dirId = parent.dirId();
        if (dirId != null) {
            calls.call(parent.path(), null, () -> api.list(dirId), result -> onResult(parent, dirId, result, calls));
        } else if (parent.state() == State.MISSING) {
            recordChildren(parent, State.MISSING, null);
        } else {
            recordChildren(parent, State.UNCHECKED, Messages.format("verify.above"));
        }
    }

    private void onResult(Parent parent, DirId dirId, ListResult result, CallExecutor calls) {
        if (result instanceof Listed listed) {
            compare(parent, dirId, listed, calls);
        } else if (result instanceof ListResult.Refused refused) {
            if (parent.number() == LedgerFolder.TARGET) {
                throw failure(parent.path(), refused);
            }
            recordChildren(parent, State.UNCHECKED, Messages.format("verify.unlisted", refused.describe()));
        }
    }

    private void compare(Parent parent, DirId dirId, Listed listed, CallExecutor calls) {
        Set<String> named = new HashSet<>();
        Set<@Nullable DirId> renamed = new HashSet<>();
        forEachPage(parent, children -> {
            children.forEach(child -> named.add(child.name()));
            children.stream().filter(child -> child.adoption() != null).forEach(child -> renamed.add(child.dirId()));
            compare(children, dirId, listed, calls);
        });
        if (settings.extra()) {
            checks.recordExtras(
                    manifest,
                    listed.byName().values().stream()
                            .flatMap(List::stream)
                            .filter(entry -> entry.isFolder()
                                    && !named.contains(entry.name())
                                    && !renamed.contains(entry.dirId()))
                            .map(entry -> new Extra(parent.number(), PrintableText.of(entry.name()), entry.dirId()))
                            .toList());
        }
    }

    /** A known folder that is not listed may exist nevertheless: listings lag, details do not. */
    private void compare(List<LedgerFolder> children, DirId parent, Listed listed, CallExecutor calls) {
        List<Check> certain = new ArrayList<>();
        Map<LedgerFolder, Check> open = new LinkedHashMap<>();
        for (LedgerFolder child : children) {
            Check check = check(child, lookup(child, listed));
            boolean isOpen = check.state() == State.MISSING || check.state() == State.OTHER;
            if (isOpen) {
                open.put(child, check);
            } else {
                certain.add(check);
            }
        }
        if (!open.isEmpty()) {
            certain.addAll(requestDetails(open, parent, listed, calls));
        }
        record(certain.stream());
    }

    /** Requests the details of known folders, and returns the checks of those whose dirID is unknown. */
    private List<Check> requestDetails(Map<LedgerFolder, Check> open, DirId parent, Listed listed, CallExecutor calls) {
        List<Check> certain = new ArrayList<>();
        MissingChildren missing = MissingChildren.of(tree, manifest, parent, names(open.keySet()), listed);
        Map<String, DirId> known = known(open.keySet(), missing);
        open.forEach((child, check) -> {
            DirId dirId = known.get(child.name());
            if (dirId == null) {
                certain.add(check);
            } else {
                calls.call(
                        child.path(),
                        child.line(),
                        () -> api.detail(dirId),
                        result -> record(
                                Stream.of(check(check, exists(child, parent, dirId, missing, result), dirId, result))));
            }
        });
        return certain;
    }

    /** The known dirIDs of folders that the listing does not contain. */
    private static Map<String, DirId> known(Set<LedgerFolder> open, MissingChildren missing) {
        Map<String, DirId> known = new HashMap<>(missing.dirIds(names(open)));
        for (LedgerFolder folder : open) {
            missing.listedUnderOtherName(folder.name()).forEach(dirId -> known.put(folder.name(), dirId));
            DirId dirId = folder.dirId();
            if (dirId != null) {
                known.put(folder.name(), dirId);
            }
        }
        return known;
    }

    private static Set<String> names(Set<LedgerFolder> folders) {
        return folders.stream().map(LedgerFolder::name).collect(Collectors.toSet());
    }

    /** A folder that the API created under another name is listed under that one. */
    private static LookupResult lookup(LedgerFolder child, Listed listed) {
        LookupResult result = LookupResult.of(child.name(), listed);
        DirId dirId = child.dirId();
        boolean isListed = dirId != null && child.adoption() != null && listed.hasFolder(dirId);
        return isListed ? result.with(Set.of(dirId)) : result;
    }

    private static boolean exists(
            LedgerFolder child, DirId parent, DirId known, MissingChildren missing, DetailResult result) {
        return result instanceof DetailResult.Found found
                && (missing.isShown(known, parent, child.name(), found)
                        || (child.adoption() != null && found.isAt(parent, found.name())));
    }

    private static Check check(Check listed, boolean exists, DirId known, DetailResult result) {
        if (result instanceof DetailResult.Unknown unknown && listed.state() == State.MISSING) {
            String detail = Messages.format("verify.unconfirmed", known, unknown.reason());
            return new Check(listed.number(), State.UNCHECKED, null, detail);
        }
        if (!exists) {
            return listed;
        }
        DirId other = listed.dirId();
        return other == null
                ? new Check(listed.number(), State.THERE, known, null)
                : new Check(
                        listed.number(),
                        State.DOUBLED,
                        null,
                        Messages.format("verify.doubled", 2, known + ", " + other));
    }

    private static Check check(LedgerFolder child, LookupResult result) {
        int found = result.dirIds().size();
        if (found > 1) {
            String detail = Messages.format("verify.doubled", found, result.joinedDirIds());
            return new Check(child.number(), State.DOUBLED, null, detail);
        }
        if (found == 0) {
            String detail = result.hasFile() ? Messages.format("verify.file") : null;
            return new Check(child.number(), State.MISSING, null, detail);
        }
        DirId known = child.dirId();
        boolean other = known != null && !known.equals(result.dirId());
        return new Check(child.number(), other ? State.OTHER : State.THERE, result.dirId(), null);
    }

    private void recordChildren(Parent parent, State state, @Nullable String detail) {
        forEachPage(
                parent,
                children -> record(children.stream().map(child -> new Check(child.number(), state, null, detail))));
    }

    private void record(Stream<Check> compared) {
        List<Check> page = compared.toList();
        checks.record(manifest, page);
        progress.recordCompared(page.size());
    }
}
