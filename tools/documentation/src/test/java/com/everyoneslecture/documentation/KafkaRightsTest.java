package com.everyoneslecture.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the rights in Kafka corresponds to {@code kafka/rights}. */
class KafkaRightsTest {

    private static final Repository REPOSITORY = Repository.here();

    @Test
    void theTableListsEachRightThatIsGranted() {
        assertThat(documented()).isNotEmpty().containsExactlyElementsOf(granted());
    }

    private static List<List<String>> granted() {
        return REPOSITORY
                .read("kafka/rights")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> List.of(line.split("\\s+")))
                .toList();
    }

    private static List<List<String>> documented() {
        return REPOSITORY
                .read("docs/security.md")
                .lines()
                .dropWhile(line -> !line.equals("## Rights in Kafka"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(KafkaRightsTest::cells)
                .toList();
    }

    /** Returns the first five cells of a row; the sixth contains the purpose of the right. */
    private static List<String> cells(String row) {
        return Stream.of(row.split("\\|"))
                .skip(1)
                .limit(5)
                .map(cell -> cell.strip().replace("`", "").replace(", ", ","))
                .toList();
    }
}
