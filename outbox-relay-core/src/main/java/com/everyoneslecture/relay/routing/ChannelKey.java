package com.everyoneslecture.relay.routing;

import com.everyoneslecture.outbox.event.ChannelName;
import com.everyoneslecture.outbox.event.TopicName;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The key of a channel in the configuration, which the naming rule derives from the aggregate type. */
final class ChannelKey {

    private static final Pattern REACHABLE = Pattern.compile("out-([a-z][a-zA-Z0-9]*)Changed");
    private static final Pattern SIMILAR =
            Pattern.compile("(?:out-)?([a-zA-Z][a-zA-Z0-9]*?)(?:Changed)?(?:[^a-zA-Z0-9].*)?");

    /** Letters in lower case and no dash: an environment variable cannot spell more of a key. */
    private static final Pattern OF_A_VARIABLE = Pattern.compile("out[a-z0-9]*");

    private ChannelKey() {}

    /** Returns the aggregate type whose events reach the channel; null if none can. */
    static @Nullable String aggregateType(String key) {
        Matcher reachable = REACHABLE.matcher(key);
        return reachable.matches() && key.length() <= "out-".length() + TopicName.MAX_LENGTH
                ? reachable.group(1)
                : null;
    }

    /** Returns the reason why no event can reach the channel, and the key that would work; null if events can reach it. */
    static @Nullable String problem(String key) {
        if (aggregateType(key) != null) {
            return null;
        }
        if (OF_A_VARIABLE.matcher(key).matches()) {
            return "is not a channel: an environment variable can have neither the case nor the dash of a channel's key."
                    + " Set RELAY_ROUTES_0_AGGREGATETYPES and RELAY_ROUTES_0_DESTINATION instead";
        }
        String problem = key.startsWith("out-")
                ? "receives no event: a channel's key is out-<aggregate type>Changed, whatever its destination is"
                : "is not a channel's name: out-<topic>, where the naming rule's topic is <aggregate type>Changed";
        Matcher similar = SIMILAR.matcher(key);
        return similar.matches() ? problem + "; for the aggregate type " + suggestion(similar.group(1)) : problem;
    }

    private static String suggestion(String word) {
        String aggregateType = word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
        return "'" + aggregateType + "' it is " + ChannelName.out(TopicName.ofChanged(aggregateType));
    }
}
