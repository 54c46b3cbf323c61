package io.github.pantree.notification.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TruncatingBodySubscriberTests {

    private static final int MOST = 65_536;

    private final TruncatingBodySubscriber beginning = new TruncatingBodySubscriber();
    private final CountingSubscription subscription = new CountingSubscription();
    private final CompletableFuture<byte[]> body = beginning.getBody().toCompletableFuture();

    @BeforeEach
    void subscribe() {
        beginning.onSubscribe(subscription);
    }

    @Test
    void requestsEverything() {
        assertThat(subscription.requested).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void collectsAShortBodyToItsEnd() {
        beginning.onNext(List.of(bytes("ab"), bytes("c")));
        beginning.onNext(List.of(bytes("d")));
        assertThat(body).isNotDone();
        beginning.onComplete();
        assertThat(body).isCompletedWithValueMatching(all -> new String(all, UTF_8).equals("abcd"));
        assertThat(subscription.isCancelled).isFalse();
    }

    @Test
    void waitsForMoreOneByteBelowTheLimit() {
        beginning.onNext(List.of(ByteBuffer.allocate(MOST - 1)));
        assertThat(body).isNotDone();
        assertThat(subscription.isCancelled).isFalse();
    }

    @Test
    void endsAndCancelsAtTheLimit() {
        beginning.onNext(List.of(ByteBuffer.allocate(MOST)));
        assertThat(body).isCompletedWithValueMatching(all -> all.length == MOST);
        assertThat(subscription.isCancelled).isTrue();
    }

    @Test
    void dropsWhatIsBeyondTheLimit() {
        beginning.onNext(List.of(ByteBuffer.allocate(MOST - 1), bytes("xy"), bytes("z")));
        assertThat(body).isCompletedWithValueMatching(all -> all.length == MOST && all[MOST - 1] == 'x');
    }

    @Test
    void failsWithTheConnection() {
        IOException failure = new IOException("reset");
        beginning.onError(failure);
        assertThatThrownBy(body::join).isInstanceOf(CompletionException.class).hasCause(failure);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static final class CountingSubscription implements Subscription {

        private long requested;
        private boolean isCancelled;

        @Override
        public void request(long number) {
            requested += number;
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}
