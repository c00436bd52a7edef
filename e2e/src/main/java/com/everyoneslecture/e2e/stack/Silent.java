package com.everyoneslecture.e2e.stack;

import com.everyoneslecture.localstack.LocalServer;
import com.everyoneslecture.localstack.stack.StackListener;
import java.time.Duration;

/** Says nothing of what happens to components: whoever breaks them says so himself. */
final class Silent implements StackListener {

    @Override
    public void healthy(LocalServer server, Duration after) {}

    @Override
    public void done(LocalServer server, String what, Duration after) {}

    @Override
    public void died(LocalServer server, int exitStatus) {}
}
