package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.logging.LogContext;
import io.github.pantree.pan123.ListResult.Entry;
import io.github.pantree.pan123.ListResult.Listed;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A folder in progress; confined to the step thread. */
final class FolderTask {

    /** The refusal of a call with several names, shared by them. */
    static final class BatchRefusal {

        /** In batches of which size they are sent again. */
        private IntSupplier maxBatchSize;

        BatchRefusal(IntSupplier maxBatchSize) {
            this.maxBatchSize = maxBatchSize;
        }
    }

    final LedgerFolder folder;

    /** Tasks that wait for this one's dirID. */
    final List<FolderTask> children = new ArrayList<>();

    /** The dirID of the parent; known before anything is sent. */
    @Nullable
    DirId parent;

    /** Whether this manifest created the parent, so that it contains no folders of other clients. */
    boolean parentIsOurs;

    /** Whether this run sent the parent: others have hardly had the time to create folders in it. */
    boolean parentIsRecent;

    /** The state in the ledger, or the state after the next commit. */
    FolderState state;

    /** Whether a call for it may have been sent without a known outcome. */
    boolean inDoubt;

    /** Whether a call is in flight. */
    boolean inFlight;

    /** Whether it was in doubt at any time: a folder found then counts as created by this manifest. */
    boolean everInDoubt;

    /** The folder that was found, if another manifest certainly created it. */
    @Nullable
    DirId createdByOther;

    /** Calls with a batch of the same size sent by this run, except those that were certainly not carried out. */
    int sends;

    /**
     * Maximum number of siblings in a call with this folder: halved while calls fail without showing which folder is
     * the cause.
     */
    int maxBatchSize = Integer.MAX_VALUE;

    /** The number of folders in its last call. */
    int lastBatchSize;

    /** Whether a response contained folders that were not requested, one of which may be this one. */
    boolean returnedUnderOtherName;

    /**
     * Whether a call that was not counted as one of this folder may have created it: one of another manifest, or one
     * that was refused for a sibling.
     */
    boolean uncountedCall;

    /** The refusal of its last call; null if it was not refused, or not with others. */
    @Nullable
    BatchRefusal refusal;

    /** The numbered copies of its name in its last listing. */
    List<Entry> copies = List.of();

    /**
     * Folders that existed before the listings in which this one and they are missing; null before the first listing.
     */
    @Nullable
    MissingChildren missing;

    /** By dirID: the messages of known folders that the API created under another name. */
    Map<DirId, String> adoptions = Map.of();

    /** Whether the content of the parent before this run is known. */
    boolean parentKnown;

    /** Whether {@link ParentAdmission} counts it. */
    boolean admitted;

    /** Whether this run sent any call. */
    boolean sent;

    /** Whether its dirID is from the response to a call of this run, so that nothing was below it before. */
    boolean returned;

    /** The number of calls that had been refused when its last call left. */
    int refusalsBefore;

    /** Whether a refusal that concerned the account was not counted as an attempt. */
    boolean uncounted;

    /** The unknown words in which it was refused while others were created; empty if it was not. */
    String refusedAlone = "";

    /** The number of refused calls with other names after which folders were created. */
    int refusedBesideOthers;

    /** The final state, though it need not be recorded yet; null while the folder is in progress. */
    @Nullable
    FolderUpdate outcome;

    /** The number of lookups since the last call. */
    int lookups;

    /** The folder in the response if its name is not the requested one. */
    @Nullable
    Created renamedResult;

    /** The last refusal or failure, used as message if the folder fails. */
    String lastError = "";

    @Nullable
    String traceId;

    FolderTask(LedgerFolder folder) {
        this.folder = folder;
        this.state = folder.state();
        this.inDoubt = folder.state() == FolderState.SENT;
        this.everInDoubt = folder.everInDoubt();
        this.traceId = folder.traceId();
    }

    String name() {
        return folder.name();
    }

    DirId knownParent() {
        DirId known = parent;
        if (known == null) {
            throw new IllegalStateException("The parent's dirID of " + folder.path() + " is not known yet");
        }
        return known;
    }

    /** Whether an earlier run of its manifest gave it up after such a refusal. */
    boolean hasFailedWith(String refusal) {
        String message = folder.message();
        return message != null && !refusal.isBlank() && message.contains(refusal);
    }

    /** Whether a call of this manifest created the folder that was found, or may have. */
    boolean isOurs(DirId found) {
        return mayBeOurs() ? !found.equals(createdByOther) : everInDoubt && found.equals(folder.dirId());
    }

    /** Whether a call of this manifest may have created a folder that is found, whatever its dirID. */
    boolean mayBeOurs() {
        return everInDoubt && !hasKnownResult();
    }

    /** Whether the calls for it have created the folder with the known dirID, and no other one. */
    boolean hasKnownResult() {
        return !sent && folder.hasKnownResult();
    }

    /** Whether its last call may have created it: it is in doubt, or the call was refused for a sibling. */
    boolean isUnsettled() {
        return inDoubt || uncountedCall;
    }

    /** Whether a call may already have created it, so that another one could create a second folder. */
    boolean mayAlreadyExist() {
        return everInDoubt || uncountedCall;
    }

    /** Whether an earlier run knew the folder, and this one created it again. */
    boolean isRestoredBy(FolderUpdate outcome) {
        DirId known = folder.dirId();
        return sent && known != null && outcome.state() == FolderState.CREATED && !known.equals(outcome.dirId());
    }

    /** Whether an earlier run knew the folder, and this one has sent no call for it. */
    boolean isOnlyChecked() {
        return folder.dirId() != null && !sent;
    }

    void markSending(int batchSize) {
        sent = true;
        sends++;
        lastBatchSize = batchSize;
        inDoubt = true;
        inFlight = true;
        lookups = 0;
        missing = null;
        renamedResult = null;
        returnedUnderOtherName = false;
    }

    /** Records that it exists, which explains the refusal: the others need no smaller batches. */
    void explainRefusal() {
        if (refusal != null) {
            refusal.maxBatchSize = () -> Integer.MAX_VALUE;
        }
    }

    /** Makes its next batch as small as its refusal requires. */
    void limitBatch() {
        if (refusal != null) {
            maxBatchSize = Math.min(maxBatchSize, refusal.maxBatchSize.getAsInt());
            refusal = null;
        }
    }

    /** Records that the last call was certainly not carried out. */
    void revertSend() {
        inDoubt = false;
        sends--;
    }

    /** The last call was refused for the account, not for this folder. */
    void uncountRefusal() {
        uncounted = true;
        sends = Math.max(0, sends - 1);
    }

    LookupResult resultIn(Listed listed) {
        return LookupResult.of(folder.name(), listed);
    }

    /** The dirIDs of the copies, except that of the last response. */
    Set<DirId> earlierCopies() {
        Created result = renamedResult;
        return copies.stream()
                .map(Entry::dirId)
                .filter(dirId -> result == null || !dirId.equals(result.dirId()))
                .collect(Collectors.toSet());
    }

    void warn(Logger log, String message) {
        log(() -> log.warn("{}: {}", folder.path(), message));
    }

    /** Writes a log line about the folder. */
    void log(Runnable line) {
        LogContext.of(folder.path(), folder.line(), traceId, line);
    }
}
