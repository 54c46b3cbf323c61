package io.github.pantree.notice;

import java.time.Instant;

/** Takes notices to a webhook. */
final class Webhook implements Carrier {

    private final Hook hook;
    private final Post post;
    private final Mask mask;

    Webhook(Place place, Hook hook, Post post) {
        this.hook = hook;
        this.post = post;
        this.mask = new Mask(place.secret(), place.hook());
    }

    @Override
    public Letter write(Notice notice, Instant now) {
        Hook.Request request = hook.request(notice, now);
        return () -> post.send(request, hook, mask);
    }
}
