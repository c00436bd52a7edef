package com.everyoneslecture.chaos.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.everyoneslecture.chaos.guarantee.Violation;
import com.everyoneslecture.chaos.run.FaultRecord;
import com.everyoneslecture.chaos.run.Result;
import com.everyoneslecture.chaos.run.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A self-contained page: opening it fetches nothing. */
public final class HtmlReport {

    private static final String PLOTTER = "/META-INF/resources/webjars/uplot/";
    /** The number of violations of a guarantee that the page shows, and the number that it shows on request. */
    private static final int FIRST_VIOLATIONS = 3;

    private static final int MOST_VIOLATIONS = 100;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(\\w+)}");

    private final Result result;
    private final String command;

    /**
     * The report of a run.
     *
     * @param command the command that repeats the run
     */
    public HtmlReport(Result result, String command) {
        this.result = result;
        this.command = command;
    }

    /** Writes the page. */
    public void write(Path file) {
        ReportFile.write(file, page());
    }

    private String page() {
        String plotter = PLOTTER + version() + "/dist/";
        Map<String, String> parts = Map.of(
                "title", "outbox chaos, seed " + result.settings().seed(),
                "command", escaped(command),
                "verdict", escaped(SummaryText.verdict(result)),
                "style", resource(plotter + "uPlot.min.css"),
                "script", resource(plotter + "uPlot.iife.min.js"),
                "table", table(),
                "violations", violations(),
                // Within a script element, no text may contain an end tag.
                "data", new JsonMapper().writeValueAsString(data()).replace("</", "<\\/"));
        return PLACE.matcher(resource("/com/everyoneslecture/chaos/report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(1), place.group())));
    }

    private Map<String, Object> data() {
        return Map.of(
                "seconds", column(sample -> sample.atMillis() / 1000.0),
                "unpublished", column(sample -> sample.lags().unpublished()),
                "slotKib", column(sample -> kib(sample.lags().slotBytes())),
                "consumer", column(sample -> sample.lags().consumerLag()),
                "unapplied", column(sample -> sample.lags().unapplied()),
                "published", column(Sample::published),
                "faults", result.faults().stream().map(HtmlReport::fault).toList());
    }

    private static Map<String, Object> fault(FaultRecord record) {
        return Map.of(
                "name", record.fault(),
                "injected", record.injected() / 1000.0,
                "lifted", record.lifted() / 1000.0,
                "serving", record.serving() / 1000.0,
                "recovered", record.recovered() / 1000.0);
    }

    private List<@Nullable Object> column(Function<Sample, @Nullable Object> value) {
        List<@Nullable Object> column = new ArrayList<>();
        result.samples().forEach(sample -> column.add(value.apply(sample)));
        return column;
    }

    private static @Nullable Object kib(@Nullable Long bytes) {
        return bytes == null ? null : bytes / 1024.0;
    }

    private String table() {
        StringBuilder html = new StringBuilder("<tr>");
        SummaryText.headings().forEach(heading -> html.append("<th>").append(heading));
        for (FaultSummary summary : FaultSummary.of(result)) {
            html.append("\n<tr>");
            SummaryText.cells(summary).forEach(cell -> html.append("<td>").append(escaped(cell)));
        }
        return html.toString();
    }

    private String violations() {
        if (!result.isViolated()) {
            return "<p>None.";
        }
        StringBuilder html = new StringBuilder();
        ViolationGroup.of(result.violations()).forEach(group -> html.append(html(group)));
        return html.toString();
    }

    private static String html(ViolationGroup group) {
        List<Violation> all = group.violations();
        List<Violation> first = all.subList(0, Math.min(FIRST_VIOLATIONS, all.size()));
        List<Violation> further = all.subList(first.size(), Math.min(MOST_VIOLATIONS, all.size()));
        StringBuilder html = new StringBuilder("<h3>" + escaped(group.headline()) + "</h3>\n");
        first.forEach(violation -> html.append(html(violation)));
        if (!further.isEmpty()) {
            html.append("<details><summary>").append(further.size()).append(" more</summary>\n");
            further.forEach(violation -> html.append(html(violation)));
            html.append("</details>\n");
        }
        int omitted = all.size() - first.size() - further.size();
        return omitted == 0 ? html.toString() : html + "<p>" + omitted + " more are only counted.</p>\n";
    }

    private static String html(Violation violation) {
        return "<pre>" + escaped(violation.toString()) + "</pre>\n";
    }

    /** Returns the version in the path of the script, which the build determines. */
    private static String version() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(resource("/META-INF/maven/org.webjars.npm/uplot/pom.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String resource(String path) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + path);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
