package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes calls, with the faults that the sampler draws. */
final class FaultInjector {

    private static final SimulatedResponse CUT = new SimulatedResponse.Cut(Duration.ZERO);
    private static final SimulatedResponse HUNG = new SimulatedResponse.Cut(Duration.ofSeconds(60));

    private static final String BLOCKED =
            "{\"code\":\"403\",\"message\":\"123pan-foreign-forbidden cache client ip 203.0.113.7\",\"data\":null}";

    private final FaultSampler sampler;
    private final IssuedTokens tokens;
    private final CallCounters counters;

    FaultInjector(FaultSampler sampler, IssuedTokens tokens, CallCounters counters) {
        this.sampler = sampler;
        this.tokens = tokens;
        this.counters = counters;
    }

    SimulatedResponse run(Api api, Request request, ApiOperation operation) {
        FaultSampler.Sample sample = sampler.sample(api);
        Fault fault = sample.fault();
        SimulatedResponse answer = fault == null ? null : instead(fault, sample.hangsBefore(), request);
        if (answer == null) {
            request.setLate(fault == Fault.LATE_COMMIT);
            Envelope envelope = execute(operation, request);
            answer = fault == null ? null : corrupted(fault, envelope);
            if (answer == null) {
                return SimulatedResponse.json(envelope);
            }
        }
        if (fault != null) {
            counters.count(fault);
        }
        return answer;
    }

    private Envelope execute(ApiOperation operation, Request request) {
        try {
            return operation.run(request);
        } catch (ApiErrorException refusal) {
            return refused(refusal);
        }
    }

    private Envelope refused(ApiErrorException refusal) {
        counters.count(refusal.reason());
        return refusal.envelope();
    }

    private SimulatedResponse.Full refused(Reason reason) {
        return SimulatedResponse.json(refused(new ApiErrorException(reason)));
    }

    /** The response of a fault that prevents the execution of the call; null for the other faults. */
    private @Nullable SimulatedResponse instead(Fault fault, boolean hangsBefore, Request request) {
        return switch (fault) {
            case DROP_BEFORE -> CUT;
            case HANG -> hangsBefore ? HUNG : null;
            case ERROR_BEFORE, LIST_ERROR -> SimulatedResponse.page(502, "Bad Gateway");
            case CODE1_BEFORE -> refused(Reason.INNER_ERROR);
            case NO_PARENT -> refused(Reason.NO_PARENT);
            case EXPIRE_TOKEN -> {
                tokens.expire(request.token());
                yield refused(Reason.UNAUTHORIZED);
            }
            case BAN -> refused(Reason.BANNED);
            case ADDRESS_BLOCK -> SimulatedResponse.json(200, BLOCKED);
            case PORTAL -> SimulatedResponse.page(302, "Found").with("Location", "http://portal.example/login");
            case LOGIN_PAGE -> SimulatedResponse.page(401, "Sign in to the network");
            case NO_ROUTE -> SimulatedResponse.NO_ROUTE;
            case LIMIT_CODE -> refused(Reason.LIMITED);
            case LIMIT_STATUS -> refused(Reason.LIMITED).withStatus(429).with("Retry-After", "1");
            case LIMIT_HTML -> {
                counters.count(Reason.LIMITED);
                yield SimulatedResponse.page(429, "Too Many Requests");
            }
            default -> null;
        };
    }

    /** The response of a fault after the execution of the call; null for the other faults. */
    private static @Nullable SimulatedResponse corrupted(Fault fault, Envelope envelope) {
        return switch (fault) {
            case DROP_AFTER, LATE_COMMIT -> CUT;
            case HANG -> HUNG;
            case ERROR_AFTER -> SimulatedResponse.page(502, "Bad Gateway");
            case CODE1_AFTER -> SimulatedResponse.json(new ApiErrorException(Reason.INNER_ERROR).envelope());
            case CUT_JSON -> {
                String json = envelope.toJson();
                yield SimulatedResponse.json(200, json.substring(0, json.length() / 2));
            }
            default -> envelope.data() instanceof Map<?, ?> data ? corrupted(fault, data) : null;
        };
    }

    private static @Nullable SimulatedResponse corrupted(Fault fault, Map<?, ?> data) {
        return switch (fault) {
            case NO_LIST -> SimulatedResponse.json(Envelope.ok(null));
            case EMPTY_LIST -> withList(List.of());
            case SHORT_LIST -> withList(firstHalf(data.get("list")));
            case OTHER_NAME -> withList(renamed(data.get("list")));
            case LIST_SHORT -> shortPage(firstHalf(data.get("fileList")));
            default -> null;
        };
    }

    private static SimulatedResponse withList(List<?> list) {
        return SimulatedResponse.json(Envelope.ok(Map.of("list", list)));
    }

    private static List<?> firstHalf(@Nullable Object list) {
        return list instanceof List<?> all ? all.subList(0, all.size() / 2) : List.of();
    }

    private static List<?> renamed(@Nullable Object list) {
        List<Object> entries = new ArrayList<>(list instanceof List<?> all ? all : List.of());
        if (entries.get(0) instanceof MkdirOperation.Made made) {
            entries.set(0, new MkdirOperation.Made("图床目录-" + made.filename(), made.dirID()));
        }
        return entries;
    }

    private static @Nullable SimulatedResponse shortPage(List<?> entries) {
        if (!entries.isEmpty() && entries.get(entries.size() - 1) instanceof Map<?, ?> last) {
            return SimulatedResponse.json(
                    Envelope.ok(Map.of("lastFileId", String.valueOf(last.get("fileId")), "fileList", entries)));
        }
        return null;
    }
}
