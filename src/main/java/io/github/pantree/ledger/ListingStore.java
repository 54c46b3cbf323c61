package io.github.pantree.ledger;

import java.util.Collection;
import java.util.List;

/** What the discovery of existing folders by listings reads and writes. */
public interface ListingStore extends FolderStore {

    /**
     * Begins another run: folders that existed have to be listed again, and failed and blocked folders get another attempt.
     * Those that may have been created nevertheless are in doubt again.
     */
    void resetForRerun(long manifest);

    /** Up to {@code limit} existing folders with unfinished children that were not listed, numbered above {@code after}. */
    List<LedgerFolder> unlisted(long manifest, long after, int limit);

    /** Up to {@code limit} pending or sent children of a folder, numbered above {@code after}. */
    List<LedgerFolder> unfinishedChildren(long manifest, long parent, long after, int limit);

    /** Durably records that the remote children of these folders are known. */
    void markListed(long manifest, Collection<Long> numbers);
}
