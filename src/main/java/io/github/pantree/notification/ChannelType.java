package io.github.pantree.notification;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a notice can go to. */
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

    /** Whether a secret has any use there. */
    boolean signs() {
        return signs;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChannelType> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equalsIgnoreCase(word))
                .findFirst();
    }

    static String codes() {
        return Arrays.stream(values()).map(ChannelType::code).collect(Collectors.joining(", "));
    }
}
