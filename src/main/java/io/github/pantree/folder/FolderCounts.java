package io.github.pantree.folder;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The number of folders of a manifest in each state; the sum is the total.
 *
 * @param pending neither existing nor failed: not sent, or in doubt
 */
@JsonPropertyOrder("total")
public record FolderCounts(long created, long existed, long failed, long blocked, long pending) {

    public static final FolderCounts NONE = new FolderCounts(0, 0, 0, 0, 0);

    @JsonProperty
    public long total() {
        return created + existed + failed + blocked + pending;
    }

    /** Folders that exist: created or existed. */
    public long done() {
        return created + existed;
    }

    /** The sums of these counts and others. */
    public FolderCounts plus(FolderCounts other) {
        return new FolderCounts(
                created + other.created,
                existed + other.existed,
                failed + other.failed,
                blocked + other.blocked,
                pending + other.pending);
    }

    /** These counts with {@code amount} more (or, if negative, fewer) in a state. */
    public FolderCounts plus(FolderState state, long amount) {
        return switch (state) {
            case CREATED -> new FolderCounts(created + amount, existed, failed, blocked, pending);
            case EXISTED -> new FolderCounts(created, existed + amount, failed, blocked, pending);
            case FAILED -> new FolderCounts(created, existed, failed + amount, blocked, pending);
            case BLOCKED -> new FolderCounts(created, existed, failed, blocked + amount, pending);
            case PENDING, SENT -> new FolderCounts(created, existed, failed, blocked, pending + amount);
        };
    }
}
