package io.github.pantree.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class BoundedBodySubscriberTests {

    private static final int MOST = 64 << 10;

    private final Requests requests = new Requests();

    @Test
    void bodyIsAllChunksInTheirOrder() throws Exception {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMinutes(1));
        assertThat(requests.requested).isEqualTo(Long.MAX_VALUE);
        body.onNext(List.of(bytes("ab"), bytes("c")));
        body.onNext(List.of(bytes("de")));
        assertThat(future(body)).isNotDone();
        body.onComplete();
        assertThat(future(body).get()).asString(StandardCharsets.UTF_8).isEqualTo("abcde");
        assertThat(requests.cancelled).isFalse();
    }

    @Test
    void emptyBodyIsEmpty() throws Exception {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMinutes(1));
        body.onComplete();
        assertThat(future(body).get()).isEmpty();
    }

    @Test
    void bodyMayBeAsLargeAsTheBound() throws Exception {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMinutes(1));
        body.onNext(List.of(ByteBuffer.allocate(MOST)));
        body.onComplete();
        assertThat(future(body).get()).hasSize(MOST);
    }

    @Test
    void largerBodyIsCutOff() {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMinutes(1));
        body.onNext(List.of(ByteBuffer.allocate(MOST), ByteBuffer.allocate(1)));
        body.onComplete();
        assertThatThrownBy(() -> future(body).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining(String.valueOf(MOST));
        assertThat(requests.cancelled).isTrue();
    }

    @Test
    void failureOfTheConnectionIsTheBodys() {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMinutes(1));
        IOException reset = new IOException("reset");
        body.onError(reset);
        assertThatThrownBy(() -> future(body).get()).hasCause(reset);
    }

    @Test
    void bodyThatDoesNotEndInTimeIsCutOff() throws Exception {
        BodySubscriber<byte[]> body = subscribed(Duration.ofMillis(1));
        assertThatThrownBy(() -> future(body).get()).hasCauseInstanceOf(TimeoutException.class);
        assertThat(requests.cancellation.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void bodyThatTimedOutBeforeItBeganIsCutOff() {
        BodySubscriber<byte[]> body =
                BoundedBodySubscriber.failing(MOST, Duration.ofMillis(1)).apply(new Ok());
        assertThatThrownBy(() -> future(body).get()).hasCauseInstanceOf(TimeoutException.class);
        body.onSubscribe(requests);
        assertThat(requests.cancelled).isTrue();
        assertThat(requests.requested).isZero();
    }

    @Test
    void truncatedBodyEndsAndCancelsAtItsLimit() {
        BodySubscriber<byte[]> body = truncated();
        body.onNext(List.of(ByteBuffer.allocate(MOST - 1)));
        assertThat(future(body)).isNotDone();
        assertThat(requests.cancelled).isFalse();
        body.onNext(List.of(bytes("xy"), bytes("z")));
        assertThat(future(body)).isCompletedWithValueMatching(all -> all.length == MOST && all[MOST - 1] == 'x');
        assertThat(requests.cancelled).isTrue();
    }

    @Test
    void truncatedBodyMayBeShorter() {
        BodySubscriber<byte[]> body = truncated();
        body.onNext(List.of(bytes("ab")));
        assertThat(future(body)).isNotDone();
        body.onComplete();
        assertThat(future(body)).isCompletedWithValueMatching(all -> all.length == 2);
        assertThat(requests.cancelled).isFalse();
    }

    private BodySubscriber<byte[]> truncated() {
        BodySubscriber<byte[]> body =
                BoundedBodySubscriber.truncating(MOST, Duration.ofMinutes(1)).apply(new Ok());
        body.onSubscribe(requests);
        return body;
    }

    private BodySubscriber<byte[]> subscribed(Duration timeout) {
        BodySubscriber<byte[]> body =
                BoundedBodySubscriber.failing(MOST, timeout).apply(new Ok());
        body.onSubscribe(requests);
        return body;
    }

    private static CompletableFuture<byte[]> future(BodySubscriber<byte[]> body) {
        return body.getBody().toCompletableFuture();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Requests implements Subscription {

        private final CompletableFuture<Boolean> cancellation = new CompletableFuture<>();
        private long requested;
        private volatile boolean cancelled;

        @Override
        public void request(long n) {
            requested += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
            cancellation.complete(true);
        }
    }

    private record Ok() implements ResponseInfo {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
