package io.github.pantree.simulator;

import io.github.pantree.simulator.ApiErrorException.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Checks headers, token and rate of every call, and executes the valid ones. */
final class ApiService {

    private final Map<Api, ApiOperation> operations;
    private final Map<Api, RequestWindow> limits = new EnumMap<>(Api.class);
    private final FaultInjector faultInjector;
    private final IssuedTokens tokens;
    private final CallCounters counters;
    private final WriteGuard guard;
    private final Supplier<ServerRules> rules;

    /** @param rate as in the settings, 0 being unlimited */
    ApiService(
            Map<Api, ApiOperation> operations,
            FaultInjector faultInjector,
            IssuedTokens tokens,
            CallCounters counters,
            WriteGuard guard,
            Supplier<ServerRules> rules,
            double rate,
            LongSupplier nanos) {
        this.operations = operations;
        this.faultInjector = faultInjector;
        this.tokens = tokens;
        this.counters = counters;
        this.guard = guard;
        this.rules = rules;
        if (rate > 0) {
            Arrays.stream(Api.values()).forEach(api -> limits.put(api, RequestWindow.ofRate(rate, nanos)));
        }
    }

    SimulatedResponse answer(Api api, Request request) {
        counters.recordArrival(api);
        if (api == Api.MKDIR) {
            guard.arrive(request);
        }
        try {
            check(api, request);
            return faultInjector.run(api, request, Objects.requireNonNull(operations.get(api)));
        } catch (ApiErrorException refusal) {
            counters.count(refusal.reason());
            return SimulatedResponse.json(refusal.envelope());
        }
    }

    private void check(Api api, Request request) throws ApiErrorException {
        requireHeaders(api, request);
        if (api != Api.TOKEN) {
            requireLiveToken(request.token());
        }
        RequestWindow limit = limits.get(api);
        if (limit != null && !limit.admit()) {
            throw new ApiErrorException(Reason.LIMITED);
        }
        if (api.hasBody()) {
            request.readBody(rules.get().holds(ServerRule.STRICT_KEYS));
        }
    }

    private static void requireHeaders(Api api, Request request) throws ApiErrorException {
        if (!request.header("Platform").equals("open_platform")) {
            throw ApiErrorException.badRequest("缺少请求头 Platform: open_platform");
        }
        String type = request.header("Content-Type").toLowerCase(Locale.ROOT);
        if (api.hasBody() && !type.startsWith("application/json")) {
            throw ApiErrorException.badRequest("缺少请求头 Content-Type: application/json");
        }
    }

    private void requireLiveToken(String token) throws ApiErrorException {
        if (token.isEmpty()) {
            throw new ApiErrorException(Reason.UNAUTHORIZED, "缺少请求头 Authorization: Bearer");
        }
        if (!tokens.use(token)) {
            throw new ApiErrorException(Reason.UNAUTHORIZED);
        }
    }
}
