package io.github.pantree.pan123.http;

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
 * Takes a body of bounded size within a bounded time. The JDK's request time-out ends when the headers are there, so a
 * server that never ends its body would hold the call forever.
 */
final class BoundedBodySubscriber implements BodySubscriber<byte[]> {

    private static final int MOST = 8 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body;
    private volatile @Nullable Subscription subscription;

    private BoundedBodySubscriber(Duration timeout) {
        body = new CompletableFuture<byte[]>().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        var unused = body.whenComplete((result, failure) -> cancelUnless(failure == null));
    }

    static BodyHandler<byte[]> within(Duration timeout) {
        return info -> new BoundedBodySubscriber(timeout);
    }

    private void cancelUnless(boolean complete) {
        Subscription open = subscription;
        if (!complete && open != null) {
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
            byte[] chunk = new byte[buffer.remaining()];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (bytes.size() > MOST) {
            body.completeExceptionally(new IOException("the answer is larger than " + MOST + " bytes"));
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
