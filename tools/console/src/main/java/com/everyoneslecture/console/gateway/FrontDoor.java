package com.everyoneslecture.console.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.stripPrefix;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import com.everyoneslecture.console.guard.RequestGuard;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves both services at one address. It sends them the address that the caller used, so that their links lead back here. It removes the
 * headers in which a caller names an address itself.
 */
public final class FrontDoor {

    private static final List<String> TOLD_BY_CALLERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            // Belongs to the caller's own connection, as its Upgrade header does.
            "HTTP2-Settings",
            // The console's own login.
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.COOKIE,
            // The guard has compared it with the console's own address, which the services do not know.
            HttpHeaders.ORIGIN,
            RequestGuard.TOKEN);

    private FrontDoor() {}

    /** Forwards requests below a path to the service at an address. */
    public static RouterFunction<ServerResponse> to(String service, String path, URI at) {
        return route(service)
                .route(path(path + "/**"), http())
                .before(FrontDoor::withoutWhatCallersSay)
                .before(FrontDoor::withoutPrefix)
                .before(uri(at))
                .onError(Exception.class, (failure, request) -> unreachable(service, at))
                .build();
    }

    private static ServerRequest withoutWhatCallersSay(ServerRequest request) {
        return ServerRequest.from(request)
                .headers(headers -> TOLD_BY_CALLERS.forEach(headers::remove))
                .build();
    }

    /** A proxy may have put a path in front of the console's. The gateway forwards the part that is stripped here as X-Forwarded-Prefix. */
    private static ServerRequest withoutPrefix(ServerRequest request) {
        String prefix = request.servletRequest().getContextPath();
        int segments =
                (int) prefix.chars().filter(character -> character == '/').count();
        return segments == 0 ? request : stripPrefix(segments).apply(request);
    }

    private static ServerResponse unreachable(String service, URI at) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, service + " at " + at + " does not answer");
        problem.setProperty("remedy", "start " + service + ", and try again");
        return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
