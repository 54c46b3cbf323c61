package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

final class CausesTests {

    private final IOException inner = new IOException("inner");
    private final UncheckedIOException outer = new UncheckedIOException(inner);

    @Test
    void beginsWithTheExceptionItself() {
        assertThat(Causes.of(outer)).containsExactly(outer, inner);
        assertThat(Causes.of(inner)).containsExactly(inner);
    }

    @Test
    void findsTheOutermostOfAType() {
        RuntimeException around = new IllegalStateException(outer);
        assertThat(Causes.find(around, RuntimeException.class)).containsSame(around);
        assertThat(Causes.find(around, IOException.class)).containsSame(inner);
        assertThat(Causes.find(inner, RuntimeException.class)).isEmpty();
    }

    @Test
    void endsInAChainThatContainsItself() {
        Throwable first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        assertThat(Causes.of(first)).hasSize(50).startsWith(first, first.getCause());
        assertThat(Causes.find(first, IOException.class)).isEmpty();
    }
}
