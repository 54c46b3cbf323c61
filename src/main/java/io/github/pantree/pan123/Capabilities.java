package io.github.pantree.pan123;

import io.github.pantree.support.Messages;
import io.github.pantree.support.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
 * How names may be sent to an account: as an array or as a string, and how many in one call. Nobody publishes it, so it is
 * found out from what comes of the calls, kept in the home, and given up when the server changes its mind. See
 * {@code src/docs/decisions/009}.
 *
 * <p>For one thread, that which decides what is sent.
 */
public final class Capabilities {

    private static final Logger log = LoggerFactory.getLogger(Capabilities.class);

    /** What the vendor's other calls with arrays take. */
    private static final int MOST_UNLESS_SAID = 100;

    private static final String PREFIX = "names-";
    private static final String SUFFIX = ".json";
    private static final Duration GOOD_FOR = Duration.ofDays(30);
    private static final int NONE = Integer.MAX_VALUE;
    /** An inner error may be about anything; it takes that many to blame a form, or a size. */
    private static final int ENOUGH_DOUBTS = 2;

    private final int allowed;
    private final String baseUrl;
    private final @Nullable Note note;
    private final Set<NameForm> refusedForms = EnumSet.noneOf(NameForm.class);
    private NameForm form;
    private int taken;
    private int refused = NONE;
    private int doubts;
    private boolean doubtful;
    private boolean confirmed;

    /**
     * @param namesPerCall as set; 1 for the string form, 0 to find out what the server takes
     * @param note where it is kept; null to keep it nowhere
     */
    private Capabilities(int namesPerCall, String baseUrl, @Nullable Note note) {
        this.allowed = namesPerCall == 0 ? MOST_UNLESS_SAID : namesPerCall;
        this.form = namesPerCall == 1 ? NameForm.STRING : NameForm.ARRAY;
        this.baseUrl = baseUrl;
        this.note = note;
        Optional.ofNullable(note).flatMap(Note::recall).ifPresent(this::recall);
    }

    /** As a run finds them, beside those of the account that the file is named for. */
    static Capabilities of(Pan123Settings settings, String account, TimeSource timing) {
        Path file = settings.home().resolve(PREFIX + account + SUFFIX);
        return new Capabilities(settings.mostNames(), settings.baseUrl(), new Note(file, GOOD_FOR, timing));
    }

    /** Nothing known yet, and nothing kept. */
    public static Capabilities unknown(int namesPerCall) {
        return new Capabilities(namesPerCall, "", null);
    }

    private void recall(JsonNode found) {
        NameForm kept = "STRING".equals(found.path("form").stringValue(null)) ? NameForm.STRING : NameForm.ARRAY;
        if (allowed == 1) {
            // Somebody has said how names are to be sent; that it is refused is all that counts against it.
            return;
        }
        form = kept;
        taken = Math.max(0, found.path("taken").asInt(0));
        int known = found.path("refused").asInt(NONE);
        refused = known > taken ? known : NONE;
    }

    /** The form in which so many names are to be sent. */
    public NameForm form(int names) {
        return doubtful && names == 1 ? NameForm.STRING : form;
    }

    /** How many names the next call may hold. */
    public int most() {
        if (form == NameForm.STRING) {
            return 1;
        }
        if (doubtful) {
            return Math.min(2, allowed);
        }
        // Halfway between what is known to go and what is known not to.
        int untried = refused == NONE ? allowed : taken + (refused - taken) / 2;
        return Math.max(1, Math.min(allowed, Math.max(taken, untried)));
    }

    /** Whether a call of so many names has shown to be taken. What has not is sent alone, and waited for. */
    public boolean isProven(int names) {
        return form == NameForm.STRING ? allowed == 1 || confirmed || taken > 0 : names <= taken;
    }

    /** The server took a call. */
    public void took(NameForm used, int names) {
        refusedForms.clear();
        doubts = used == NameForm.STRING || names >= MOST_UNLESS_SAID ? 0 : doubts;
        if (used == NameForm.STRING && doubtful) {
            // It was not the array alone, then: two names tell whether it was the array at all.
            form = NameForm.ARRAY;
            return;
        }
        boolean news = form != used || !confirmed || names > taken || names >= refused;
        form = used;
        confirmed = true;
        doubtful = false;
        taken = Math.max(taken, names);
        refused = names >= refused ? NONE : refused;
        if (news) {
            keep();
        }
    }

    /**
     * The server refused the form of the names, or seems to have.
     *
     * @return whether it is worth sending them in the other form, which {@link #form} gives now
     */
    public boolean refusedForm(NameForm used, int names) {
        if (used != form) {
            return true;
        }
        boolean sure = used == NameForm.ARRAY && names > 1 && (confirmed || taken > 1);
        if (sure || !refusedForms.add(used) || refusedForms.size() == NameForm.values().length) {
            return false;
        }
        form = used == NameForm.ARRAY ? NameForm.STRING : NameForm.ARRAY;
        taken = 0;
        refused = NONE;
        confirmed = false;
        doubtful = false;
        log.info("{}", Messages.format(form == NameForm.STRING ? "names.string" : "names.array"));
        keep();
        return true;
    }

    /** The server refused a call for the number of its names. */
    public void refusedSize(int names) {
        refused = Math.min(refused, names);
        if (taken >= names) {
            taken = 0;
        }
        log.info("{}", Messages.format("names.fewer", names, most()));
        keep();
    }

    /**
     * The server refused a call for a reason that nobody knows. Where a call of its kind was taken in this run, that is about
     * the names, or about larger and larger arrays; else what is known may be out of date.
     */
    public void refusedSomehow(NameForm used, int names) {
        if (used != form(names) || allowed == 1) {
            // Late news of a form that is given up, or a form that somebody asked for.
            return;
        }
        if (confirmed) {
            if (names > taken && names < refused && ++doubts >= ENOUGH_DOUBTS) {
                doubts = 0;
                refusedSize(names);
            }
            return;
        }
        taken = 0;
        refused = NONE;
        if (used == NameForm.STRING) {
            doubtStrings();
        } else if (doubtful) {
            // Twice, and a string went in between.
            doubtful = false;
            refusedForm(NameForm.ARRAY, 1);
        } else {
            doubtful = true;
            form = NameForm.STRING;
        }
    }

    /** Whatever comes of the other form then, this one was not refused for certain. */
    private void doubtStrings() {
        if (++doubts >= ENOUGH_DOUBTS) {
            doubts = 0;
            doubtful = false;
            refusedForms.clear();
            form = NameForm.ARRAY;
        }
    }

    private void keep() {
        if (note != null && allowed > 1) {
            note.keep(Map.of("baseUrl", baseUrl, "form", form.name(), "taken", taken, "refused", refused));
        }
    }

    /**
     * What is known of an account.
     *
     * @param most how many names a call may hold; 0 if that was not found yet
     * @param found when, as ISO 8601
     */
    public record Known(String baseUrl, NameForm form, int most, String found) {}

    /** What is known of the accounts that a home's runs went to. */
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
                    .flatMap(file -> new Note(file, GOOD_FOR, timing).recall().stream())
                    .map(Capabilities::known)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Known known(JsonNode node) {
        NameForm form = "STRING".equals(node.path("form").stringValue(null)) ? NameForm.STRING : NameForm.ARRAY;
        return new Known(
                String.valueOf(node.path("baseUrl").stringValue(null)),
                form,
                node.path("taken").asInt(0),
                String.valueOf(node.path("found").stringValue(null)));
    }
}
