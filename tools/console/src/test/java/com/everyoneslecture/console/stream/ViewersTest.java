package com.everyoneslecture.console.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Timeout(60)
class ViewersTest {

    private final Deque<Page> pages = new ArrayDeque<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final Viewers viewers = new Viewers(pages::removeFirst);

    @AfterEach
    void end() {
        reading.countDown();
        viewers.close();
        await().until(viewers::isEmpty);
    }

    @Test
    void tellsOthersWhileOnePageDoesNotRead() throws Exception {
        Page stuck = open("10.0.0.1", new Page(reading));
        Page reader = open("10.0.0.2", new Page(new CountDownLatch(0)));
        assertThat(reader.next()).contains("open");

        for (int count = 0; count < 3 * Viewer.MOST_WAITING; count++) {
            viewers.tell("flow", "event " + count);
            assertThat(reader.next()).contains("event " + count);
        }

        assertThat(stuck.sent).isEmpty();
        reading.countDown();
        assertThat(stuck.next()).contains("open");
        assertThat(stuck.next()).contains("dropped").contains("does not read");
        assertThat(stuck.completed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void boundsThePagesOfAnAddressAndTakesThoseOfOthers() {
        for (int count = 0; count < Viewers.MOST_OF_AN_ADDRESS; count++) {
            open("10.0.0.1", new Page(reading));
        }

        assertThatThrownBy(() -> open("10.0.0.1", new Page(reading)))
                .isInstanceOf(TooManyViewersException.class)
                .hasMessageContaining("10.0.0.1");
        open("10.0.0.2", new Page(reading));
    }

    @Test
    void boundsThePagesOfAllAddresses() {
        for (int count = 0; count < Viewers.MOST; count++) {
            open("10.0.0." + count, new Page(reading));
        }

        assertThatThrownBy(() -> open("10.0.1.1", new Page(reading)))
                .isInstanceOf(TooManyViewersException.class)
                .hasMessage("too many pages are open");
    }

    @Test
    void countsAPageThatDoesNotReadUntilItsSendingHasEnded() {
        for (int count = 0; count < Viewers.MOST_OF_AN_ADDRESS; count++) {
            open("10.0.0.1", new Page(reading));
        }
        for (int count = 0; count < 2 * Viewer.MOST_WAITING; count++) {
            viewers.tell("flow", "event");
        }
        assertThatThrownBy(() -> open("10.0.0.1", new Page(reading))).isInstanceOf(TooManyViewersException.class);

        reading.countDown();
        await().until(viewers::isEmpty);
        open("10.0.0.1", new Page(reading));
    }

    private Page open(String address, Page page) {
        pages.clear();
        pages.add(page);
        viewers.open(address);
        return page;
    }

    /** A page that accepts nothing before its client reads. */
    private static final class Page extends SseEmitter {

        private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        private final CountDownLatch completed = new CountDownLatch(1);
        private final CountDownLatch reading;

        Page(CountDownLatch reading) {
            this.reading = reading;
        }

        @Override
        public void send(SseEventBuilder event) {
            boolean interrupted = false;
            // Like a blocked write of a socket, which an interrupt does not end.
            while (reading.getCount() > 0) {
                try {
                    reading.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            sent.add(event.build().stream()
                    .map(DataWithMediaType::getData)
                    .map(Object::toString)
                    .collect(Collectors.joining()));
        }

        @Override
        public void complete() {
            completed.countDown();
        }

        String next() throws InterruptedException {
            String next = sent.poll(30, TimeUnit.SECONDS);
            return next == null ? "nothing" : next;
        }
    }
}
