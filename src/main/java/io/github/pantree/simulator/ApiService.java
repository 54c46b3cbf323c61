package io.github.pantree.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Checks headers, token and rate of every call, and executes the valid ones. */
final class ApiService {

    private static final String BEARER = "Bearer ";

    private final Map<Api, ApiOperation> operations;
    private final Map<Api, RequestWindow> limits = new EnumMap<>(Api.class);
    private final FaultInjector faultInjector;
    private final IssuedTokens tokens;
    private final CallCounters counters;

    /** @param rate as in the settings, 0 being unlimited */
    ApiService(
            Map<Api, ApiOperation> operations,
            FaultInjector faultInjector,
            IssuedTokens tokens,
            CallCounters counters,
            double rate,
            LongSupplier nanos) {
        this.operations = operations;
        this.faultInjector = faultInjector;
        this.tokens = tokens;
        this.counters = counters;
        if (rate > 0) {
            Arrays.stream(Api.values()).forEach(api -> limits.put(api, RequestWindow.ofRate(rate, nanos)));
        }
    }

    SimulatedResponse answer(Api api, RawRequest incoming) {
        counters.recordArrival(api);
        try {
            Request request = checked(api, incoming);
            ApiOperation operation = operations.get(api);
            return operation == null
                    ? SimulatedResponse.page(404, "Not Found")
                    : faultInjector.run(api, request, operation);
        } catch (ApiErrorException refusal) {
            counters.recordRefusal(refusal.reason());
            return SimulatedResponse.json(refusal.envelope());
        }
    }

    private Request checked(Api api, RawRequest incoming) throws ApiErrorException {
        requireHeaders(api, incoming);
        String token = api.needsToken() ? token(incoming.header("Authorization")) : "";
        RequestWindow limit = limits.get(api);
        if (limit != null && !limit.admit()) {
            throw ApiErrorException.limited();
        }
        return new Request(api.hasBody() ? Request.body(incoming.body()) : Map.of(), incoming.query(), token);
    }

    private static void requireHeaders(Api api, RawRequest incoming) throws ApiErrorException {
        if (!incoming.header("Platform").equals("open_platform")) {
            throw ApiErrorException.badRequest("缺少请求头 Platform: open_platform");
        }
        String type = incoming.header("Content-Type").toLowerCase(Locale.ROOT);
        if (api.hasBody() && !type.startsWith("application/json")) {
            throw ApiErrorException.badRequest("缺少请求头 Content-Type: application/json");
        }
    }

    private String token(String authorization) throws ApiErrorException {
        if (!authorization.startsWith(BEARER)) {
            throw ApiErrorException.noToken();
        }
        String token = authorization.substring(BEARER.length());
        if (!tokens.isLive(token)) {
            throw ApiErrorException.deadToken();
        }
        return token;
    }
}
