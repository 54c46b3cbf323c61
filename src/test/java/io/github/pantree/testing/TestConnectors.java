package io.github.pantree.testing;

import io.github.pantree.support.HttpConnector;
import io.github.pantree.support.NetworkSettings;
import java.util.Map;

/** Connections that do not depend on the environment in which the tests run. */
public final class TestConnectors {

    private TestConnectors() {}

    /** Without a proxy and with the system's certificate authorities. */
    public static HttpConnector direct() {
        return new HttpConnector(new NetworkSettings(null, null), Map.of());
    }
}
