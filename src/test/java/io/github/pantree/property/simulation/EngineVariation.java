package io.github.pantree.property.simulation;

import io.github.pantree.ledger.Ledger;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.support.SharedStore;

/** How the engine's store and rules differ from the product's: mutations that the simulation has to detect. */
interface EngineVariation {

    /** The product's engine. */
    EngineVariation NONE = new EngineVariation() {};

    /** The ledger of a process, whose manifest has these rows. */
    default Ledger ledger(Ledger real, SimulatedManifest rows) {
        return real;
    }

    /** Takes the ledger of a process that was killed. */
    default void onKill(Ledger ledger) {}

    /** Whether a run detects that its database is older than what was sent. */
    default boolean detectsLosses() {
        return true;
    }

    /** What the engine takes a response for. */
    default MkdirBatchResult understood(MkdirBatchResult result) {
        return result;
    }

    /** Where a process stores what it knows of the account. */
    default SharedStore texts(SharedStore shared, VirtualTime time) {
        return shared;
    }

    /** From how many listings a folder in doubt must be absent before it is sent again. */
    default int looks() {
        return 3;
    }
}
