package io.github.pantree.simulator;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes calls, with the faults that the sampler draws. */
final class FaultInjector {

    private static final Duration HANG = Duration.ofSeconds(60);
    private static final SimulatedResponse CUT = new SimulatedResponse.Cut(Duration.ZERO);
    private static final SimulatedResponse HUNG = new SimulatedResponse.Cut(HANG);

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
        SimulatedResponse instead = fault == null ? null : instead(fault, sample.hangsBefore(), request);
        if (fault != null && instead != null) {
            counters.recordFault(fault);
            return instead;
        }
        Envelope envelope = execute(operation, request, fault);
        SimulatedResponse corrupted = fault == null ? null : corrupted(fault, envelope);
        if (fault != null && corrupted != null) {
            counters.recordFault(fault);
            return corrupted;
        }
        return SimulatedResponse.json(envelope);
    }

    private Envelope execute(ApiOperation operation, Request request, @Nullable Fault fault) {
        try {
            return operation.run(request, fault);
        } catch (ApiErrorException refusal) {
            return refused(refusal);
        }
    }

    private Envelope refused(ApiErrorException refusal) {
        counters.recordRefusal(refusal.reason());
        return refusal.envelope();
    }

    /** The response of a fault that prevents the execution of the call; null for the other faults. */
    private @Nullable SimulatedResponse instead(Fault fault, boolean hangsBefore, Request request) {
        return switch (fault) {
            case DROP_BEFORE -> CUT;
            case HANG -> hangsBefore ? HUNG : null;
            case ERROR_BEFORE, LIST_ERROR -> SimulatedResponse.page(502, "Bad Gateway");
            case CODE1_BEFORE -> SimulatedResponse.json(refused(ApiErrorException.innerError()));
            case NO_PARENT -> SimulatedResponse.json(refused(ApiErrorException.noParent()));
            case EXPIRE_TOKEN -> {
                tokens.expire(request.token());
                yield SimulatedResponse.json(refused(ApiErrorException.deadToken()));
            }
            case LIMIT_CODE -> SimulatedResponse.json(refused(ApiErrorException.limited()));
            case LIMIT_STATUS -> retryLater(refused(ApiErrorException.limited()));
            case LIMIT_HTML -> {
                counters.recordRefusal(ApiErrorException.Reason.LIMITED);
                yield SimulatedResponse.page(429, "Too Many Requests");
            }
            default -> null;
        };
    }

    private static SimulatedResponse retryLater(Envelope envelope) {
        SimulatedResponse.Full full = SimulatedResponse.json(429, envelope.toJson());
        return new SimulatedResponse.Full(full.status(), full.contentType(), Map.of("Retry-After", "1"), full.body());
    }

    /** The response of a fault after the execution of the call; null for the other faults. */
    private static @Nullable SimulatedResponse corrupted(Fault fault, Envelope envelope) {
        return switch (fault) {
            case DROP_AFTER -> CUT;
            case HANG -> HUNG;
            case ERROR_AFTER -> SimulatedResponse.page(502, "Bad Gateway");
            case CODE1_AFTER ->
                SimulatedResponse.json(ApiErrorException.innerError().envelope());
            case CUT_JSON -> {
                String json = envelope.toJson();
                yield SimulatedResponse.json(200, json.substring(0, json.length() / 2));
            }
            default -> null;
        };
    }
}
