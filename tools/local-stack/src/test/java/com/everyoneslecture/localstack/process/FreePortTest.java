package com.everyoneslecture.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.everyoneslecture.localstack.JavaProgram;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FreePortTest {

    /** Gets a port, prints it, and runs until its input ends. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(FreePort.any());
            System.out.flush();
            if (System.in.read() < 0) {
                System.exit(0);
            }
        }
    }

    @Test
    void isAnotherOneEachTime() {
        assertThat(IntStream.range(0, 50).map(any -> FreePort.any()).boxed().toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void isGivenOutByOneProcessAtATime() throws Exception {
        Process other = new ProcessBuilder(
                        JavaProgram.path(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int port;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            port = Integer.parseInt(lines.readLine());

            assertThat(FreePort.isFree(port)).isTrue();
            assertThat(FreePort.claim(port)).isFalse();
        }
        other.getOutputStream().close();
        other.waitFor();
        assertThat(FreePort.claim(port)).isTrue();
    }
}
