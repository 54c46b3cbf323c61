package io.github.pantree.testing;

import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.NetworkSettings;
import java.util.Map;

/** Connectors that do not depend on the environment of the tests. */
public final class TestConnectors {

    private TestConnectors() {}

    /** A connector without a proxy, with the system's certificate authorities. */
    public static HttpConnector direct() {
        return new HttpConnector(new NetworkSettings(null, null), Map.of());
    }
}
