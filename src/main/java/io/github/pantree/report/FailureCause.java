package io.github.pantree.report;

import io.github.pantree.ledger.LedgerFolder;
import io.github.pantree.support.Messages;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why folders are not done, recognized by their messages, and what to do about it. */
enum FailureCause {
    NAME("name", "row.name"),
    FILE("file", "row.file"),
    SEVERAL("several", "row.several", "row.twice"),
    EXISTS("exists", "row.exists"),
    SAME("same", "row.shared", "row.askedTwice"),
    PARENT("parent", "row.parent", "row.explicitParent"),
    PARENT_DELETED("parentDeleted", "row.parentDeleted"),
    TRASHED("trashed", "row.trashed"),
    NUMBERED("numbered", "row.numbered", "row.additionalUnlisted", "row.elsewhere", "row.additional"),
    UNSEEN("unseen", "row.unseen", "row.unproven", "row.unlisted", "row.twiceUnseen"),
    GIVEN_UP("givenUp", "row.givenUp"),
    OTHER("other"),
    BLOCKED("blocked"),
    IN_DOUBT("inDoubt"),
    PENDING("pending");

    private final String key;
    private final Pattern messages;

    FailureCause(String key, String... messages) {
        this.key = key;
        this.messages = messages.length == 0
                ? Pattern.compile("(?!)")
                : Pattern.compile(
                        Stream.of(messages)
                                .map(message -> Messages.pattern(message).pattern())
                                .collect(Collectors.joining("|")),
                        Pattern.DOTALL);
    }

    /** The cause for a folder that does not exist. */
    static FailureCause of(LedgerFolder folder) {
        return switch (folder.state()) {
            case BLOCKED -> BLOCKED;
            case SENT -> IN_DOUBT;
            case FAILED -> of(folder.message());
            default -> PENDING;
        };
    }

    private static FailureCause of(@Nullable String message) {
        String text = String.valueOf(message);
        return Stream.of(values())
                .filter(cause -> cause.messages.matcher(text).lookingAt())
                .findFirst()
                .orElse(OTHER);
    }

    String title() {
        return Messages.format("cause." + key);
    }

    String remedy() {
        return Messages.format("cause." + key + ".remedy");
    }
}
