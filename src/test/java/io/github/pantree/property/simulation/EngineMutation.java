package io.github.pantree.property.simulation;

import io.github.pantree.folder.DirId;
import io.github.pantree.ledger.AccountTree.Claim;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.pan123.MkdirBatchResult;
import io.github.pantree.pan123.MkdirResult.RefusalReason;
import io.github.pantree.pan123.MkdirResult.Refused;
import io.github.pantree.support.SharedStore;
import io.github.pantree.testing.MemorySharedStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The mistakes that the simulation, and the model of the claims, must detect. */
enum EngineMutation implements EngineVariation {

    /** A parent is claimed only after folders were sent below it. */
    CLAIM_AFTER_SEND {
        @Override
        public Ledger ledger(Ledger real, SimulatedManifest rows) {
            return new LateClaims(real).ledger();
        }
    },

    /** Folders are sent before the intent to send them is durable. */
    INTENT_AFTER_SEND {
        @Override
        public Ledger ledger(Ledger real, SimulatedManifest rows) {
            return new UndoneAfterKill(real, rows, true, false).ledger();
        }
    },

    /** Children are sent before their parent's dirID is durable. */
    ANSWER_BEFORE_COMMIT {
        @Override
        public Ledger ledger(Ledger real, SimulatedManifest rows) {
            return new UndoneAfterKill(real, rows, false, true).ledger();
        }
    },

    /** A database that is older than what was sent is trusted. */
    LOSS_UNDETECTED {
        @Override
        public boolean detectsLosses() {
            return false;
        }
    },

    /** A ban of the account is attributed to the names of a call. */
    BAN_TAKEN_FOR_NAMES {
        @Override
        public MkdirBatchResult understood(MkdirBatchResult result) {
            return asBadName(refused -> refused.message().equals(SimulatedServer.BANNED), result);
        }
    },

    /** A ban is known only to the process that found it. */
    BAN_UNSHARED {
        @Override
        public SharedStore texts(SharedStore shared, VirtualTime time) {
            return new MemorySharedStore(time);
        }
    },

    /** The refusal of a parent that is full is attributed to the name. */
    FULL_PARENT_TAKEN_FOR_NAME {
        @Override
        public MkdirBatchResult understood(MkdirBatchResult result) {
            return asBadName(refused -> refused.reason() == RefusalReason.TOO_MANY, result);
        }
    },

    /** A folder in doubt is sent again if a single listing lacks it. */
    ONE_LISTING {
        @Override
        public int looks() {
            return 1;
        }
    };

    private static MkdirBatchResult asBadName(Predicate<Refused> which, MkdirBatchResult result) {
        return result.whole() instanceof Refused refused && which.test(refused)
                ? MkdirBatchResult.all(
                        new Refused(RefusalReason.BAD_NAME, refused.code(), refused.message(), refused.traceId()))
                : result;
    }

    @Override
    public void onKill(Ledger ledger) {
        if (ledger.folders() instanceof UndoneAfterKill undone) {
            undone.undo();
        }
    }

    /** Says that parents are claimed, and claims them with the next outcomes. */
    private static final class LateClaims extends DelegatingLedger {

        private final Set<DirId> wanted = new LinkedHashSet<>();

        LateClaims(Ledger real) {
            super(real);
        }

        @Override
        public Map<DirId, Claim> claim(long manifest, Collection<DirId> parents) {
            wanted.addAll(parents);
            Map<DirId, Claim> said = new LinkedHashMap<>();
            parents.forEach(parent -> said.put(parent, Claim.UNTOUCHED));
            return said;
        }

        @Override
        public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
            real.tree().claim(manifest, List.copyOf(wanted));
            wanted.clear();
            real.folders().saveOutcomes(manifest, updates);
        }
    }

    /** Loses its last commits when the process is killed, as if they had not been durable when they returned. */
    private static final class UndoneAfterKill extends DelegatingLedger {

        private static final int LOST = 2;

        private final SimulatedManifest rows;
        private final boolean intents;
        private final boolean outcomes;
        private final List<List<LedgerFolder>> before = new ArrayList<>();

        UndoneAfterKill(Ledger real, SimulatedManifest rows, boolean intents, boolean outcomes) {
            super(real);
            this.rows = rows;
            this.intents = intents;
            this.outcomes = outcomes;
        }

        private void remember(Collection<Long> numbers) {
            before.add(numbers.stream().map(rows::row).toList());
            if (before.size() > LOST) {
                before.remove(0);
            }
        }

        @Override
        public void markSent(long manifest, Collection<Long> numbers, Map<Long, Set<DirId>> again) {
            if (intents) {
                remember(numbers);
            }
            real.folders().markSent(manifest, numbers, again);
        }

        @Override
        public void saveOutcomes(long manifest, Collection<FolderUpdate> updates) {
            if (outcomes) {
                remember(updates.stream().map(FolderUpdate::number).toList());
            }
            real.folders().saveOutcomes(manifest, updates);
        }

        void undo() {
            for (int i = before.size() - 1; i >= 0; i--) {
                before.get(i).forEach(rows::restore);
            }
            before.clear();
        }
    }
}
