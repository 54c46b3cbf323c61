package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the manifests of an account know of its remote folders, and which run may create folders in which of them.
 * Writes commit in a transaction of their own.
 */
public interface AccountTree {

    /**
     * A child of a remote folder.
     *
     * @param dirId the dirID; null if a mkdir call for it was sent whose outcome is unknown
     * @param own whether the asking manifest itself knows it
     * @param adoption the message that the API created it under another name; null if it did not
     */
    record KnownChild(
            String name,
            @Nullable DirId dirId,
            boolean own,
            @Nullable String adoption) {

        public KnownChild(String name, @Nullable DirId dirId, boolean own) {
            this(name, dirId, own, null);
        }
    }

    /** The result of a claim. */
    enum Claim {
        /** No other run may create folders there, and none has since this manifest last held the claim. */
        UNTOUCHED,
        /**
         * No other run may create folders there, but another run, or an earlier run of this manifest, has held the
         * claim.
         */
        TOUCHED,
        /** Another run holds the claim. */
        BUSY
    }

    /**
     * A row of a manifest whose remote folder was sent more than once, by any manifest of the account.
     *
     * @param earlierCopies numbered copies of its name, such as {@code a(1)}, that were listed before the second call
     */
    record SentAgain(LedgerFolder folder, DirId parent, Set<DirId> earlierCopies) {}

    /** Visits the children of a remote folder that the account's manifests know, except those deleted since. */
    void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each);

    /** Whether other manifests of the account have children of this remote folder. */
    boolean isKnownToOthers(long manifest, DirId folder);

    /** Those of some children of a remote folder that other manifests of the account certainly created. */
    Set<DirId> createdByOthers(long manifest, DirId parent, Set<DirId> children);

    /** Whether another manifest of the account contains a child that failed with a message in which a text occurs. */
    boolean hasFailedElsewhere(long manifest, DirId parent, String name, String text);

    /** Durably records that the API no longer knows these folders of the manifest's account. */
    void markDeleted(long manifest, Collection<DirId> folders);

    /** Whether other processes use the same tree at the same time; otherwise claims are not needed. */
    boolean isShared();

    /** Durably claims remote folders: while a claim is held, no other run creates folders there. */
    Map<DirId, Claim> claim(long manifest, Collection<DirId> parents);

    /** Releases claims. */
    void release(long manifest, Collection<DirId> parents);

    /**
     * Up to {@code limit} folders of a manifest with numbers above {@code after} for which several calls may have been
     * carried out, and whose parents exist, in numerical order.
     */
    List<SentAgain> sentAgain(long manifest, long after, int limit);

    /** Durably records that no duplicate of these folders was found. */
    void markSingle(long manifest, Collection<Long> numbers);
}
