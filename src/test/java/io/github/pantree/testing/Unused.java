package io.github.pantree.testing;

import java.lang.reflect.Proxy;

/** Objects that a test has to pass, and that the tested code must not use. */
public final class Unused {

    private Unused() {}

    /** An object that fails whenever it is called. */
    public static <T> T of(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    throw new UnsupportedOperationException(method + " is not used");
                }));
    }
}
