package io.github.pantree.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response body of limited size within a limited time. The JDK's request time-out ends with the headers, so an
 * endless body would otherwise block the call forever.
 */
public final class BoundedBodySubscriber implements BodySubscriber<byte[]> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int limit;
    private final boolean truncate;
    private final CompletableFuture<byte[]> body;
    private volatile @Nullable Subscription subscription;

    private BoundedBodySubscriber(int limit, boolean truncate, Duration timeout) {
        this.limit = limit;
        this.truncate = truncate;
        body = new CompletableFuture<byte[]>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        var unused = body.whenComplete((result, failure) -> cancelIf(failure != null));
    }

    /** Fails with an {@link IOException} if the body has more than {@code limit} bytes. */
    public static BodyHandler<byte[]> failing(int limit, Duration timeout) {
        return info -> new BoundedBodySubscriber(limit, false, timeout);
    }

    /** Reads at most the first {@code limit} bytes. */
    public static BodyHandler<byte[]> truncating(int limit, Duration timeout) {
        return info -> new BoundedBodySubscriber(limit, true, timeout);
    }

    private void cancelIf(boolean incomplete) {
        Subscription open = subscription;
        if (incomplete && open != null) {
            open.cancel();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (body.isDone()) {
            subscription.cancel();
            return;
        }
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
            if (buffer.hasRemaining() && !truncate) {
                body.completeExceptionally(new IOException("the response is larger than " + limit + " bytes"));
            }
        }
        if (truncate && bytes.size() == limit) {
            body.complete(bytes.toByteArray());
            cancelIf(true);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
