package io.github.pantree.simulator;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries calls out, with the faults that the dice show. */
final class Mishaps {

    private static final Duration HANG = Duration.ofSeconds(60);
    private static final Answer CUT = new Answer.Cut(Duration.ZERO);
    private static final Answer HUNG = new Answer.Cut(HANG);

    private final FaultDice dice;
    private final Tokens tokens;
    private final Figures figures;

    Mishaps(FaultDice dice, Tokens tokens, Figures figures) {
        this.dice = dice;
        this.tokens = tokens;
        this.figures = figures;
    }

    Answer run(Api api, Request request, Operation operation) {
        FaultDice.Roll roll = dice.roll(api);
        Fault fault = roll.fault();
        Answer instead = fault == null ? null : instead(fault, roll.hangsBefore(), request);
        if (fault != null && instead != null) {
            figures.struck(fault);
            return instead;
        }
        Envelope envelope = carriedOut(operation, request, fault);
        Answer spoilt = fault == null ? null : spoilt(fault, envelope);
        if (fault != null && spoilt != null) {
            figures.struck(fault);
            return spoilt;
        }
        return Answer.json(envelope);
    }

    private Envelope carriedOut(Operation operation, Request request, @Nullable Fault fault) {
        try {
            return operation.run(request, fault);
        } catch (Refused refusal) {
            return refused(refusal);
        }
    }

    private Envelope refused(Refused refusal) {
        figures.refused(refusal.reason());
        return refusal.envelope();
    }

    /** The answer of a fault that keeps the call from being carried out; null for the other faults. */
    private @Nullable Answer instead(Fault fault, boolean hangsBefore, Request request) {
        return switch (fault) {
            case DROP_BEFORE -> CUT;
            case HANG -> hangsBefore ? HUNG : null;
            case ERROR_BEFORE, LIST_ERROR -> Answer.page(502, "Bad Gateway");
            case CODE1_BEFORE -> Answer.json(refused(Refused.innerError()));
            case NO_PARENT -> Answer.json(refused(Refused.noParent()));
            case EXPIRE_TOKEN -> {
                tokens.expire(request.token());
                yield Answer.json(refused(Refused.deadToken()));
            }
            case LIMIT_CODE -> Answer.json(refused(Refused.limited()));
            case LIMIT_STATUS -> retryLater(refused(Refused.limited()));
            case LIMIT_HTML -> {
                figures.refused(Refused.Reason.LIMITED);
                yield Answer.page(429, "Too Many Requests");
            }
            default -> null;
        };
    }

    private static Answer retryLater(Envelope envelope) {
        Answer.Full full = Answer.json(429, envelope.toJson());
        return new Answer.Full(full.status(), full.contentType(), Map.of("Retry-After", "1"), full.body());
    }

    /** What a fault makes of the answer to a call that was carried out; null if it leaves it alone. */
    private static @Nullable Answer spoilt(Fault fault, Envelope envelope) {
        return switch (fault) {
            case DROP_AFTER -> CUT;
            case HANG -> HUNG;
            case ERROR_AFTER -> Answer.page(502, "Bad Gateway");
            case CODE1_AFTER -> Answer.json(Refused.innerError().envelope());
            case CUT_JSON -> {
                String json = envelope.toJson();
                yield Answer.json(200, json.substring(0, json.length() / 2));
            }
            default -> null;
        };
    }
}
