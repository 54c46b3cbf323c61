package io.github.pantree.notification;

import java.util.Locale;

/** The services that can deliver notifications; {@code kind} in the settings. */
public enum ChannelType {
    DINGTALK,
    WECOM,
    FEISHU,
    SLACK,
    JSON,
    MAIL;

    /** Whether messages are posted to a URL. */
    public boolean isWebhook() {
        return this != MAIL;
    }

    /** Whether messages are signed with a secret. */
    boolean signs() {
        return this == DINGTALK || this == FEISHU || this == JSON;
    }

    /** Whether several notifications are summarised in one message: for people, but not for programs. */
    public boolean summarises() {
        return this != JSON;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
