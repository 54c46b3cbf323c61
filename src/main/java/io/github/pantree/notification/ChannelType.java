package io.github.pantree.notification;

import java.util.Locale;

/** The services that can deliver notifications. */
public enum ChannelType {
    DINGTALK(true),
    WECOM(false),
    FEISHU(true),
    SLACK(false),
    JSON(true),
    MAIL(false);

    private final boolean signs;

    ChannelType(boolean signs) {
        this.signs = signs;
    }

    /** Whether messages are signed with a secret. */
    boolean signs() {
        return signs;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
