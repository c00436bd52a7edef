package com.everyoneslecture.localstack.control;

import java.net.URI;

/** Requests to begin, continue and end demonstrations. */
final class DemonstrationRequest {

    private DemonstrationRequest() {}

    /** @param step the number of a demonstration, {@code next} or {@code end} */
    static ControlAnswer answer(Guide guide, String step, URI uri) {
        boolean korean = isKorean(uri);
        try {
            switch (step) {
                case "next" -> guide.next();
                case "end" -> guide.end();
                default -> guide.begin(step.matches("[0-9]{1,4}") ? Integer.parseInt(step) : 0, korean);
            }
            return new ControlAnswer(200, guide.overview(korean));
        } catch (IllegalStateException e) {
            return ControlAnswer.error(409, String.valueOf(e.getMessage()));
        }
    }

    static boolean isKorean(URI uri) {
        return "language=ko".equals(uri.getQuery());
    }
}
