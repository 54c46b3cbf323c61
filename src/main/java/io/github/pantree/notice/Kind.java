package io.github.pantree.notice;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a notice can go to. */
enum Kind {
    DINGTALK(true),
    WECOM(false),
    FEISHU(true),
    SLACK(false),
    JSON(true),
    MAIL(false);

    private final boolean signs;

    Kind(boolean signs) {
        this.signs = signs;
    }

    /** Whether a secret has any use there. */
    boolean signs() {
        return signs;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equalsIgnoreCase(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
