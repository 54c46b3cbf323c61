package io.github.pantree.pan123.http;

import io.github.pantree.pan123.pace.Pacer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Records the calls of a real pacer, and runs actions of a test before and after them. */
final class ObservedPacer {

    /** The names of the methods with their arguments except permits and round trips, in the order of the calls. */
    final List<String> events = new ArrayList<>();

    private final Map<String, Runnable> before = new HashMap<>();
    private final Map<String, Runnable> after = new HashMap<>();

    void before(String method, Runnable action) {
        before.put(method, action);
    }

    void after(String method, Runnable action) {
        after.put(method, action);
    }

    Pacer observe(Pacer real) {
        return (Pacer) Proxy.newProxyInstance(
                Pacer.class.getClassLoader(), new Class<?>[] {Pacer.class}, (proxy, method, values) -> {
                    String name = method.getName();
                    if (values != null) {
                        events.add(Arrays.stream(values)
                                .filter(each -> !(each instanceof Pacer.Permit || each instanceof Long))
                                .map(each -> " " + each)
                                .collect(Collectors.joining("", name, "")));
                    }
                    before.getOrDefault(name, () -> {}).run();
                    try {
                        Object result = method.invoke(real, values);
                        after.getOrDefault(name, () -> {}).run();
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
