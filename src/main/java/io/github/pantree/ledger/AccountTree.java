package io.github.pantree.ledger;

import io.github.pantree.folder.DirId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What all manifests of an account know of its remote folders, and which run may create folders where. Writes commit in
 * a transaction of their own.
 */
public interface AccountTree {

    /**
     * A child of a remote folder.
     *
     * @param dirId the dirID; null if a mkdir for it was sent whose outcome is not known
     * @param own whether the manifest that asks is the one that knows it
     */
    record KnownChild(String name, @Nullable DirId dirId, boolean own) {}

    /** The result of a claim. */
    enum Claim {
        /** No other run may create folders there, and none has since this one held the claim before. */
        UNTOUCHED,
        /**
         * No other run may create folders there, but another one, or an earlier one of this manifest, has held the
         * claim.
         */
        TOUCHED,
        /** Another run holds the claim. */
        BUSY
    }

    /** A folder for which more than one call may have been carried out. */
    record SentAgain(LedgerFolder folder, DirId parent) {}

    /** From now on, the manifest belongs to this account. */
    void setAccount(long manifest, String account);

    /** Visits what the manifests of the account know of the children of a remote folder, except those deleted since. */
    void forEachKnownChild(long manifest, DirId parent, Consumer<KnownChild> each);

    /** Whether other manifests of the account have children of that remote folder. */
    boolean isKnownToOthers(long manifest, DirId folder);

    /** Durably records that the API does not know these folders any more. */
    void markDeleted(Collection<DirId> folders);

    /** Whether other processes work with the same tree at the same time; otherwise claims are not needed. */
    boolean isShared();

    /** Durably claims remote folders: while a claim is held, no other run creates folders there. */
    Map<DirId, Claim> claim(long manifest, Collection<DirId> parents);

    /** Gives claims back. */
    void release(long manifest, Collection<DirId> parents);

    /**
     * Up to {@code limit} created folders numbered above {@code after} for which several calls may have been carried
     * out.
     */
    List<SentAgain> sentAgain(long manifest, long after, int limit);

    /** Durably records that no second folder was found for these. */
    void markSingle(long manifest, Collection<Long> numbers);
}
