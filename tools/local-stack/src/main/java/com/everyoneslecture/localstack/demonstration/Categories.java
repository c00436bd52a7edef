package com.everyoneslecture.localstack.demonstration;

import com.everyoneslecture.localstack.demonstration.Narrator.Seen;
import com.everyoneslecture.localstack.demonstration.Services.Answer;
import java.util.Optional;

/** Writes categories and reads them from the read model, and compares the answers with what a demonstration expects. */
final class Categories {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;

    private final Services services;
    private final Narrator narrator;

    Categories(Services services, Narrator narrator) {
        this.services = services;
        this.narrator = narrator;
    }

    /** Writes a category, which must be accepted. */
    Category write(String name) throws InterruptedException {
        narrator.next();
        return category(expect(CREATED, create(name), "the write should be accepted"), name);
    }

    /** Writes a category; repeats it while the service is unavailable. */
    Category awaitWritten(String name) throws InterruptedException {
        narrator.next();
        Answer first = create(name);
        if (first.status() == CREATED) {
            return category(first, name);
        }
        Seen<Answer> accepted = narrator.await(
                "the write is accepted",
                () -> Optional.of(services.create(name)).filter(answer -> answer.status() == CREATED));
        narrator.seen("written", accepted.seconds());
        return category(accepted.value(), name);
    }

    private static Category category(Answer created, String name) {
        return new Category(Long.parseLong(created.field("categoryId")), name);
    }

    private Answer create(String name) throws InterruptedException {
        command("POST", services.categories(), name);
        Answer answer = services.create(name);
        narrator.seen("answered", answer);
        return answer;
    }

    Category rename(Category category, String name) throws InterruptedException {
        narrator.next();
        command("PUT", services.categories() + "/" + category.id(), name);
        Answer answer = services.rename(category.id(), name);
        narrator.seen("answered", answer);
        expect(OK, answer, "the change should be accepted");
        return new Category(category.id(), name);
    }

    private void command(String method, String url, String name) throws InterruptedException {
        narrator.command("curl -X " + method + " " + url
                + " -H \"Content-Type: application/json\" -d '{\"categoryName\":\"" + name + "\"}'");
    }

    /** Writes a category, which must be rejected because the database is not available. */
    void expectRefused(String name) throws InterruptedException {
        narrator.next();
        Answer answer = expect(UNAVAILABLE, create(name), "the write should be rejected");
        narrator.seen("refused", answer.field("detail"));
    }

    /** Reads a category, which must not be in the read model. */
    void expectAbsent(Category category) throws InterruptedException {
        expect(NOT_FOUND, services.read(category.id()), "category " + category.id() + " should not be there yet");
        narrator.seen("absent", category.id());
    }

    /** Reads a category, which must be rejected because the read model's database is not available. */
    void expectUnreadable(Category category) throws InterruptedException {
        Answer answer = expect(UNAVAILABLE, services.read(category.id()), "the read should be rejected");
        narrator.seen("unreadable", answer.field("detail"));
    }

    /** Waits until the read model has the category with its name. */
    void awaitRead(Category category) throws InterruptedException {
        Seen<Answer> seen = narrator.await(
                "category " + category.id() + " in the read model",
                () -> Optional.of(services.read(category.id()))
                        .filter(answer -> answer.status() == OK
                                && answer.field("categoryName").equals(category.name())));
        narrator.seen("read", category.id(), category.name(), seen.seconds());
    }

    private static Answer expect(int status, Answer answer, String expectation) {
        if (answer.status() != status) {
            throw new DemonstrationFailedException(
                    expectation + " with status " + status + ", but the answer was: " + answer);
        }
        return answer;
    }
}
