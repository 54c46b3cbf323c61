package io.github.pantree.provisioning.create;

import io.github.pantree.folder.DirId;
import io.github.pantree.folder.FolderState;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirResult.Created;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder on its way through the flow. Belongs to the thread of the step. */
final class FolderTask {

    final LedgerFolder folder;

    /** Tasks that wait for this one's dirID. */
    final List<FolderTask> children = new ArrayList<>();

    /** Known before anything is sent. */
    @Nullable
    DirId parent;

    /** Whether this manifest made the parent, so that nobody else's folder is in it. */
    boolean parentIsOurs;

    /** What the ledger holds, or will hold with the next commit of changes. */
    FolderState state;

    /** Whether a call has left of which nobody knows what came. */
    boolean outcomeUnknown;

    /** Whether a call is under way. */
    boolean inFlight;

    /** Whether a call of unknown outcome ever left: a folder found then is taken as made by this manifest. */
    boolean inDoubt;

    /** Calls in a company of this size sent by this run, but for those that were certainly not carried out. */
    int sends;

    /** In how large a company of siblings it may be sent: smaller and smaller, if a call fails for nobody knows which. */
    int maxBatchSize = Integer.MAX_VALUE;

    /** How many folders its last call asked for. */
    int lastBatchSize;

    /** Whether an answer named folders that nobody asked for, and this may be one of them. */
    boolean returnedUnderOtherName;

    /** Whether this run sent any call. */
    boolean sent;

    /** What became of it, though it need not be recorded yet; null while it is under way. */
    @Nullable
    FolderUpdate outcome;

    /** Looks since the last call. */
    int lookups;

    /** The answer's folder when its name is not the one asked for. */
    @Nullable
    Created renamedResult;

    /** The last refusal or failure, for the message if it comes to nothing. */
    String lastError = "";

    @Nullable
    String traceId;

    FolderTask(LedgerFolder folder) {
        this.folder = folder;
        this.state = folder.state();
        this.outcomeUnknown = folder.state() == FolderState.SENT;
        this.inDoubt = folder.inDoubt() || outcomeUnknown;
        this.traceId = folder.traceId();
    }

    DirId knownParent() {
        DirId known = parent;
        if (known == null) {
            throw new IllegalStateException("The parent's dirID of " + folder.path() + " is not known yet");
        }
        return known;
    }
}
