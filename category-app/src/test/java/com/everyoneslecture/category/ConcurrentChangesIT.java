package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Many clients change one category at the same moment. */
@RunningService
class ConcurrentChangesIT {

    private static final int CLIENTS = 8;
    private static final String PATH = "/category/lectureCategories/";

    private final Http http;
    private final Stored stored;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    ConcurrentChangesIT(@LocalServerPort int port, @Autowired Stored stored) {
        this.http = new Http(port);
        this.stored = stored;
    }

    @AfterEach
    void endClients() {
        clients.shutdownNow();
    }

    @Test
    void giveOneVersionAndOneEventEach() throws Exception {
        int changesOfEach = 25;
        long id = http.create("contended");

        List<Integer> answers = atOnce(client -> {
            int status = 200;
            for (int n = 0; n < changesOfEach && status == 200; n++) {
                status = http.put(id, "{\"categoryName\":\"" + client + "의 " + n + "\"}")
                        .statusCode();
            }
            return status;
        });

        assertThat(answers).hasSize(CLIENTS).containsOnly(200);
        int last = 1 + CLIENTS * changesOfEach;
        assertThat(stored.version(id)).isEqualTo(last);
        assertThat(stored.versions(id))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
        assertThat(http.get(PATH + id).body())
                .contains(nameIn(stored.payloads(id).get(last - 1)));
    }

    private static String nameIn(String payload) {
        return payload.substring(payload.indexOf("\"categoryName\""), payload.length() - 1);
    }

    @Test
    void letOneOfThoseThroughThatSawTheSameVersion() throws Exception {
        long id = http.create("contended");

        List<Integer> answers =
                atOnce(client -> http.patch(id, "{\"categoryName\":\"of " + client + "\"}", "If-Match", "\"1\"")
                        .statusCode());

        assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(stored.versions(id)).containsExactly(1L, 2L);
    }

    @Test
    void letOneClientDelete() throws Exception {
        long id = http.create("contended");

        List<Integer> answers = atOnce(client -> http.delete(PATH + id).statusCode());

        assertThat(answers).containsOnlyOnce(204).containsOnly(204, 404);
        assertThat(stored.versions(id)).containsExactly(1L, 2L);
    }

    private List<Integer> atOnce(Client client) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int n = 0; n < CLIENTS; n++) {
            int number = n;
            Callable<Integer> one = () -> {
                assertThat(start.await(30, TimeUnit.SECONDS)).isTrue();
                return client.answer(number);
            };
            answers.add(clients.submit(one));
        }
        start.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get(60, TimeUnit.SECONDS));
        }
        return statuses;
    }

    private interface Client {
        int answer(int number) throws Exception;
    }
}
