package io.github.pantree.pan123;

import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * How names may be sent to an account: as an array or as a string, and how many in one call. This is not documented, so
 * it is learned from the results of calls, stored in the home, and discarded when the server behaves differently. See
 * {@code src/docs/decisions/009}.
 *
 * <p>Not thread-safe: used by the thread that decides what is sent.
 */
public final class Capabilities {

    private static final Logger log = LoggerFactory.getLogger(Capabilities.class);

    /** The maximum that the vendor's other calls with arrays accept. */
    private static final int MOST_UNLESS_SAID = 100;

    private static final String PREFIX = "names-";
    private static final String SUFFIX = ".json";
    private static final Duration GOOD_FOR = Duration.ofDays(30);
    private static final int NONE = Integer.MAX_VALUE;
    /**
     * The number of internal errors, which may have any cause, after which the encoding or the size is assumed to be
     * the cause.
     */
    private static final int ENOUGH_DOUBTS = 2;

    private final int allowed;
    private final String baseUrl;
    private final @Nullable ExpiringJsonFile file;
    private final Set<NameEncoding> refusedForms = EnumSet.noneOf(NameEncoding.class);
    private NameEncoding form;
    private int taken;
    private int refused = NONE;
    private int doubts;
    private boolean doubtful;
    private boolean confirmed;
    private boolean stringAccepted;
    private boolean stringRefused;

    /**
     * @param namesPerCall as configured; 1 for the string form, 0 to learn what the server accepts
     * @param file where the capabilities are stored; null to store nothing
     */
    private Capabilities(int namesPerCall, String baseUrl, @Nullable ExpiringJsonFile file) {
        this.allowed = namesPerCall == 0 ? MOST_UNLESS_SAID : namesPerCall;
        this.form = namesPerCall == 1 ? NameEncoding.STRING : NameEncoding.ARRAY;
        this.baseUrl = baseUrl;
        this.file = file;
        Optional.ofNullable(file).flatMap(ExpiringJsonFile::load).ifPresent(this::load);
    }

    /** The capabilities of an account, as learned by earlier runs. */
    public static Capabilities of(Pan123Settings settings, String account, TimeSource timing) {
        Path file = settings.home().resolve(PREFIX + account + SUFFIX);
        return new Capabilities(settings.maxNames(), settings.baseUrl(), new ExpiringJsonFile(file, GOOD_FOR, timing));
    }

    /** Capabilities of which nothing is known and nothing is stored. */
    public static Capabilities unknown(int namesPerCall) {
        return new Capabilities(namesPerCall, "", null);
    }

    private void load(JsonNode found) {
        if (allowed == 1) {
            // The string form is configured; only its refusal counts.
            return;
        }
        form = form(found);
        taken = Math.max(0, found.path("taken").asInt(0));
        int known = found.path("refused").asInt(NONE);
        refused = known > taken ? known : NONE;
    }

    /** The form in which to send the given number of names. */
    public NameEncoding form(int names) {
        return names == 1 && (doubtful || areArraysUntried()) ? NameEncoding.STRING : form;
    }

    /** Until an array is accepted, a single name is sent in the documented form; the first batch tries an array. */
    private boolean areArraysUntried() {
        return form == NameEncoding.ARRAY && taken == 0 && !stringRefused;
    }

    /** The maximum number of names in the next call. */
    public int maxNames() {
        if (form == NameEncoding.STRING) {
            return 1;
        }
        if (doubtful) {
            return Math.min(2, allowed);
        }
        // Halfway between the largest accepted size and the smallest refused one.
        int untried = refused == NONE ? allowed : taken + (refused - taken) / 2;
        return Math.max(1, Math.min(allowed, Math.max(taken, untried)));
    }

    /** Whether a call with that many names was accepted before. If not, it is sent alone, and its result awaited. */
    public boolean isProven(int names) {
        if (form == NameEncoding.STRING) {
            return allowed == 1 || confirmed || taken > 0;
        }
        return names <= taken || (names == 1 && stringAccepted && areArraysUntried());
    }

    /** Records that the server accepted a call. */
    public void recordSuccess(NameEncoding used, int names) {
        refusedForms.clear();
        doubts = used == NameEncoding.STRING || names >= MOST_UNLESS_SAID ? 0 : doubts;
        if (used == NameEncoding.STRING && doubtful) {
            // The array was not the only cause; a call with two names shows whether it was one.
            form = NameEncoding.ARRAY;
            return;
        }
        if (used == NameEncoding.STRING && areArraysUntried()) {
            // Says nothing about arrays.
            stringAccepted = true;
            return;
        }
        boolean changed = form != used || !confirmed || names > taken || names >= refused;
        form = used;
        confirmed = true;
        doubtful = false;
        taken = Math.max(taken, names);
        refused = names >= refused ? NONE : refused;
        if (changed) {
            save();
        }
    }

    /**
     * Records that the server refused the form of the names, certainly or probably.
     *
     * @return whether to send them in the other form, which {@link #form} now returns
     */
    public boolean recordFormRefused(NameEncoding used, int names) {
        boolean untried = areArraysUntried();
        stringRefused |= used == NameEncoding.STRING;
        if (used != form) {
            // The array is next, and the last form that is left.
            refusedForms.addAll(untried ? Set.of(used) : Set.of());
            return true;
        }
        boolean sure = used == NameEncoding.ARRAY && names > 1 && (confirmed || taken > 1);
        if (sure || !refusedForms.add(used) || refusedForms.size() == NameEncoding.values().length) {
            return false;
        }
        form = used == NameEncoding.ARRAY ? NameEncoding.STRING : NameEncoding.ARRAY;
        taken = 0;
        refused = NONE;
        confirmed = false;
        doubtful = false;
        log.info("{}", Messages.format(form == NameEncoding.STRING ? "names.string" : "names.array"));
        save();
        return true;
    }

    /** Records that the server refused the number of names in a call. */
    public void recordSizeRefused(int names) {
        refused = Math.min(refused, names);
        if (taken >= names) {
            taken = 0;
        }
        log.info("{}", Messages.format("names.fewer", names, maxNames()));
        save();
    }

    /** The largest number of names in a call that was accepted; 0 if none was. */
    public int mostAccepted() {
        return taken;
    }

    /** The smallest number of names that is known to be refused; {@link Integer#MAX_VALUE} if there is none. */
    public int leastRefused() {
        return refused;
    }

    /**
     * Records that calls were refused for their parent, not for the number of their names.
     *
     * @param before the result of {@link #leastRefused()} before the first of them
     */
    public void retractSizeRefusal(int before) {
        if (refused < before) {
            refused = before;
            save();
        }
    }

    /**
     * Records that the server refused a call for an unknown reason. If a call of its kind was accepted in this run, the
     * cause is the names or the size of the array; otherwise the stored capabilities may be outdated.
     */
    public void recordUnknownRefusal(NameEncoding used, int names) {
        if (used != form(names) || allowed == 1) {
            // A late result of a form that was abandoned, or the configured form.
            return;
        }
        if (confirmed) {
            if (names > taken && names < refused && ++doubts >= ENOUGH_DOUBTS) {
                doubts = 0;
                recordSizeRefused(names);
            }
            return;
        }
        taken = 0;
        refused = NONE;
        if (used == NameEncoding.STRING) {
            distrustStrings();
        } else if (doubtful) {
            // Refused twice, with an accepted string in between.
            doubtful = false;
            recordFormRefused(NameEncoding.ARRAY, 1);
        } else if (!refusedForms.contains(NameEncoding.STRING)) {
            doubtful = true;
            form = NameEncoding.STRING;
        }
    }

    /** Tries arrays again, because strings were not certainly refused. */
    private void distrustStrings() {
        if (++doubts >= ENOUGH_DOUBTS) {
            doubts = 0;
            doubtful = false;
            refusedForms.clear();
            form = NameEncoding.ARRAY;
            stringRefused = true;
        }
    }

    private void save() {
        if (file != null && allowed > 1) {
            file.save(Map.of("baseUrl", baseUrl, "form", form.name(), "taken", taken, "refused", refused));
        }
    }

    /**
     * The stored capabilities of an account.
     *
     * @param account as names of files have it
     * @param maxNames maximum number of names in a call; 0 if unknown
     * @param found when they were learned
     */
    public record Known(String account, String baseUrl, NameEncoding form, int maxNames, Instant found) {}

    /** The capabilities of the accounts that were used with a home. */
    public static List<Known> known(Path home, TimeSource timing) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
                    })
                    .sorted()
                    .flatMap(file -> new ExpiringJsonFile(file, GOOD_FOR, timing)
                            .load().stream().map(content -> known(account(file), content)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String account(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    }

    private static Known known(String account, JsonNode node) {
        return new Known(
                account,
                String.valueOf(node.path("baseUrl").stringValue(null)),
                form(node),
                node.path("taken").asInt(0),
                ExpiringJsonFile.found(node));
    }

    private static NameEncoding form(JsonNode node) {
        return "STRING".equals(node.path("form").stringValue(null)) ? NameEncoding.STRING : NameEncoding.ARRAY;
    }
}
