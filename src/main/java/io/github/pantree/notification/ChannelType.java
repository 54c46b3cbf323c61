package io.github.pantree.notification;

import java.util.Locale;
import java.util.Set;

/** The services that can deliver notifications; {@code kind} in the settings. */
public enum ChannelType {
    DINGTALK(Trait.WEBHOOK, Trait.SIGNED),
    WECOM(Trait.WEBHOOK),
    FEISHU(Trait.WEBHOOK, Trait.SIGNED),
    SLACK(Trait.WEBHOOK),
    JSON(Trait.WEBHOOK, Trait.SIGNED, Trait.FOR_PROGRAMS),
    MAIL();

    private enum Trait {
        /** Has a URL, to which messages are posted. */
        WEBHOOK,
        /** Messages are signed with a secret, if there is one. */
        SIGNED,
        /** A program receives the messages. */
        FOR_PROGRAMS
    }

    private final boolean webhook;
    private final boolean signs;
    private final boolean forPrograms;

    ChannelType(Trait... traits) {
        Set<Trait> all = Set.of(traits);
        this.webhook = all.contains(Trait.WEBHOOK);
        this.signs = all.contains(Trait.SIGNED);
        this.forPrograms = all.contains(Trait.FOR_PROGRAMS);
    }

    /** Whether messages are posted to a URL. */
    public boolean isWebhook() {
        return webhook;
    }

    /** Whether messages are signed with a secret. */
    boolean signs() {
        return signs;
    }

    /** Whether several notifications are summarised in one message: for people, but not for programs. */
    public boolean summarises() {
        return !forPrograms;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
