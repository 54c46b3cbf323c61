package io.github.pantree.support;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An exception with its causes. */
public final class Causes {

    /** A chain can contain itself. */
    private static final int MOST = 50;

    private Causes() {}

    /** The exception, its cause, the cause's cause and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, Throwable::getCause)
                .takeWhile(cause -> cause != null)
                .limit(MOST);
    }

    /** The first one of a type, beginning with the exception itself. */
    public static <T> Optional<T> find(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }
}
