package io.github.pantree.schedule;

import io.github.pantree.support.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes on only when somebody sleeps. */
class SteppedTime implements TimeSource {

    private Instant now;

    SteppedTime(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public synchronized long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration time) throws InterruptedException {
        now = now.plus(time);
    }
}
