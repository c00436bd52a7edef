package announcements;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** The texts of announcements. */
final class Texts {

    private Texts() {}

    /** Returns one line, which names the version of the category: a reader recognizes a repetition by it. */
    static String of(Message<CategoryChanged> event) {
        CategoryChanged change = event.getPayload();
        String version = text(event.getHeaders().get("ce_aggregateversion"));
        return "category " + change.categoryId() + ", version " + version + ", " + change.jobType() + ": "
                + change.categoryName();
    }

    /** Headers of records are bytes; those of the CloudEvents specification are UTF-8. */
    private static String text(@Nullable Object header) {
        return header instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(header);
    }
}
