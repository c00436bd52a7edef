package com.everyoneslecture.console.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small OpenID Connect provider with the authorization code flow. It admits the user whom a test chooses, without asking, and signs its
 * tokens with its own key.
 */
final class ProviderStub implements AutoCloseable {

    static final String CLIENT = "outbox-console";
    static final String SECRET = "top-secret";

    private final HttpServer server;
    private final RSAKey key;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private volatile String user = "";
    private volatile List<String> groups = List.of();
    private volatile boolean isStranger;

    ProviderStub() {
        try {
            key = new RSAKeyGenerator(2048).keyID("key").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> json(
                        exchange,
                        200,
                        Map.of(
                                "issuer",
                                issuer(),
                                "authorization_endpoint",
                                issuer() + "/authorize",
                                "token_endpoint",
                                issuer() + "/token",
                                "jwks_uri",
                                issuer() + "/keys",
                                "subject_types_supported",
                                List.of("public"),
                                "id_token_signing_alg_values_supported",
                                List.of("RS256"))));
        server.createContext("/keys", exchange -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void letsIn(String name, String... ofGroups) {
        user = name;
        groups = List.of(ofGroups);
        isStranger = false;
    }

    /** Signs with a key that is not the published one from now on. */
    void signsWithAnotherKey() {
        isStranger = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = form(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        nonces.put(code, query.getOrDefault("nonce", ""));
        exchange.getResponseHeaders()
                .set(
                        "Location",
                        query.get("redirect_uri") + "?code=" + code + "&state="
                                + query.getOrDefault("state", "").replace("=", "%3D"));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String nonce = nonces.remove(form.getOrDefault("code", ""));
        boolean isClient = ("Basic "
                        + java.util.Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (nonce == null || !isClient) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        json(
                exchange,
                200,
                Map.of("access_token", "a", "token_type", "Bearer", "expires_in", 60, "id_token", signed(nonce)));
    }

    private String signed(String nonce) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(CLIENT)
                .subject("subject-of-" + user)
                .claim("preferred_username", user)
                .claim("groups", groups)
                .claim("nonce", nonce)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .build();
        try {
            RSAKey signer = isStranger ? new RSAKeyGenerator(2048).keyID("key").generate() : key;
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("key").build(), claims);
            token.sign(new RSASSASigner(signer));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return fields;
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        try (exchange) {
            byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
