package io.github.pantree.provisioning.create;

import io.github.pantree.ledger.AccountTree;
import io.github.pantree.ledger.FolderStore;
import io.github.pantree.ledger.FolderUpdate;
import io.github.pantree.ledger.Ledger;
import io.github.pantree.ledger.LedgerMaintenance;
import io.github.pantree.ledger.LedgerReport;
import io.github.pantree.ledger.ManifestRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;

/** A real ledger that counts calls, and fails on request. */
public final class ObservedLedger {

    private final Ledger real;
    private final List<String> methods = new ArrayList<>();
    private final List<List<FolderUpdate>> recorded = new ArrayList<>();
    private final Map<String, Integer> failures = new HashMap<>();

    public ObservedLedger(Ledger real) {
        this.real = real;
    }

    /** Lets the next calls of a method fail, as on a full disk. */
    void fails(String method, int times) {
        failures.put(method, times);
    }

    public long count(String method) {
        return methods.stream().filter(method::equals).count();
    }

    /** The folder numbers of each commit of changes. */
    List<List<Long>> commits() {
        return recorded.stream()
                .map(changes -> changes.stream().map(FolderUpdate::number).toList())
                .toList();
    }

    public Ledger ledger() {
        return new Ledger(
                observed(ManifestRegistry.class, real.manifests()),
                observed(FolderStore.class, real.folders()),
                observed(AccountTree.class, real.tree()),
                observed(LedgerReport.class, real.report()),
                observed(LedgerMaintenance.class, real.maintenance()));
    }

    private <T> T observed(Class<T> role, T part) {
        return role.cast(Proxy.newProxyInstance(
                role.getClassLoader(), new Class<?>[] {role}, (proxy, method, values) -> {
                    methods.add(method.getName());
                    if (failures.merge(method.getName(), -1, Integer::sum) >= 0) {
                        throw new DataAccessResourceFailureException("disk full");
                    }
                    if (method.getName().equals("saveOutcomes")) {
                        recorded.add(((Collection<?>) values[1])
                                .stream().map(FolderUpdate.class::cast).toList());
                    }
                    try {
                        return method.invoke(part, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
