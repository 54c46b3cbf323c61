package io.github.pantree.simulator;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Checks what every call must have, and passes the good ones on. */
final class Service {

    private static final String BEARER = "Bearer ";

    private final Map<Api, Operation> operations;
    private final Map<Api, SlidingWindow> limits = new EnumMap<>(Api.class);
    private final Mishaps mishaps;
    private final Tokens tokens;
    private final Figures figures;

    /** @param rate as in the settings, 0 being unlimited */
    Service(
            Map<Api, Operation> operations,
            Mishaps mishaps,
            Tokens tokens,
            Figures figures,
            double rate,
            LongSupplier nanos) {
        this.operations = operations;
        this.mishaps = mishaps;
        this.tokens = tokens;
        this.figures = figures;
        if (rate > 0) {
            Arrays.stream(Api.values()).forEach(api -> limits.put(api, SlidingWindow.ofRate(rate, nanos)));
        }
    }

    Answer answer(Api api, Incoming incoming) {
        figures.arrived(api);
        try {
            Request request = checked(api, incoming);
            Operation operation = operations.get(api);
            return operation == null ? Answer.page(404, "Not Found") : mishaps.run(api, request, operation);
        } catch (Refused refusal) {
            figures.refused(refusal.reason());
            return Answer.json(refusal.envelope());
        }
    }

    private Request checked(Api api, Incoming incoming) throws Refused {
        requireHeaders(api, incoming);
        String token = api.needsToken() ? token(incoming.header("Authorization")) : "";
        SlidingWindow limit = limits.get(api);
        if (limit != null && !limit.admit()) {
            throw Refused.limited();
        }
        return new Request(api.hasBody() ? Request.body(incoming.body()) : Map.of(), incoming.query(), token);
    }

    private static void requireHeaders(Api api, Incoming incoming) throws Refused {
        if (!incoming.header("Platform").equals("open_platform")) {
            throw Refused.badRequest("缺少请求头 Platform: open_platform");
        }
        String type = incoming.header("Content-Type").toLowerCase(Locale.ROOT);
        if (api.hasBody() && !type.startsWith("application/json")) {
            throw Refused.badRequest("缺少请求头 Content-Type: application/json");
        }
    }

    private String token(String authorization) throws Refused {
        if (!authorization.startsWith(BEARER)) {
            throw Refused.noToken();
        }
        String token = authorization.substring(BEARER.length());
        if (!tokens.isLive(token)) {
            throw Refused.deadToken();
        }
        return token;
    }
}
