package com.everyoneslecture.outbox.service.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class BodyLimitTest {

    private final BodyLimit limit = new BodyLimit(4);
    private final MockFilterChain chain = new MockFilterChain();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void passesABodyOfTheLimitWhetherItsLengthIsAnnouncedOrNot() throws Exception {
        limit.doFilter(request("1234"), response, chain);
        assertThat(read()).isEqualTo("1234");

        chain.reset();
        limit.doFilter(chunked("1234"), response, chain);
        assertThat(read()).isEqualTo("1234");
        assertThat(java.util.Objects.requireNonNull(chain.getRequest())).isInstanceOf(BufferedRequest.class);
    }

    @Test
    void passesARequestWithoutABody() throws Exception {
        limit.doFilter(new MockHttpServletRequest("GET", "/a"), response, chain);
        assertThat(chain.getRequest()).isNotNull();
    }

    @Test
    void rejectsAnAnnouncedLengthWithoutReadingTheBody() throws Exception {
        limit.doFilter(new Unreadable(100_000_000), response, chain);
        assertTooLarge();
    }

    @Test
    void rejectsChunksBehindTheLimitAndReadsNoFurther() throws Exception {
        MockHttpServletRequest request = chunked("1".repeat(1_000));
        limit.doFilter(request, response, chain);
        assertTooLarge();
        assertThat(request.getInputStream().readAllBytes()).hasSize(995);
    }

    @Test
    void boundsABodyWithoutALengthThatComesInNoChunksAsOverHttp2() throws Exception {
        MockHttpServletRequest request = chunked("1".repeat(1_000));
        request.removeHeader("Transfer-Encoding");
        limit.doFilter(request, response, chain);
        assertTooLarge();
    }

    @Test
    void doesNotWaitForABodyThatTakesTooLong() throws Exception {
        new BodyLimit(1_000, Duration.ZERO).doFilter(request("1234"), response, chain);
        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(408);
    }

    private void assertTooLarge() throws IOException {
        assertThat(chain.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .isEqualTo("{\"detail\":\"The body is larger than the 4 bytes that are allowed.\",\"instance\":\"/a\","
                        + "\"status\":413,\"title\":\"Content Too Large\"}");
    }

    private @Nullable String read() throws IOException {
        return new String(
                java.util.Objects.requireNonNull(chain.getRequest())
                        .getInputStream()
                        .readAllBytes(),
                UTF_8);
    }

    private static MockHttpServletRequest request(String body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/a");
        request.setContent(body.getBytes(UTF_8));
        return request;
    }

    private static MockHttpServletRequest chunked(String body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/a") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.addHeader("Transfer-Encoding", "chunked");
        request.setContent(body.getBytes(UTF_8));
        return request;
    }

    private static final class Unreadable extends MockHttpServletRequest {

        private final long length;

        Unreadable(long length) {
            super("POST", "/a");
            this.length = length;
        }

        @Override
        public long getContentLengthLong() {
            return length;
        }

        @Override
        public ServletInputStream getInputStream() {
            throw new AssertionError("The body is read.");
        }
    }
}
