package com.everyoneslecture.outbox.spring.shop;

import io.micrometer.tracing.test.simple.SimpleTracer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/** The service. Its other listeners run on threads of their own, as some services have it. */
@SpringBootApplication
class ShopApplication {

    @Bean
    SimpleApplicationEventMulticaster applicationEventMulticaster() {
        SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
        multicaster.setTaskExecutor(task -> new Thread(task, "listener").start());
        return multicaster;
    }

    @Bean
    SimpleTracer tracer() {
        return new SimpleTracer();
    }
}
