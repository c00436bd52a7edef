package com.everyoneslecture.chaos.fault;

import com.everyoneslecture.chaos.guarantee.CommittedOffsetNeverPassesApplied;
import com.everyoneslecture.chaos.stack.Stack;
import com.everyoneslecture.localstack.stack.ComponentName;
import java.util.Set;

/** Restores a cold backup of the lecture database: Kafka's offsets are ahead of it. */
final class RestoredLectureDatabase implements Fault {

    private boolean copied;

    @Override
    public String name() {
        return "restore-lecture-db";
    }

    @Override
    public String description() {
        return "the lecture database is restored from an earlier copy";
    }

    @Override
    public Set<String> relaxes() {
        return Set.of(CommittedOffsetNeverPassesApplied.NAME);
    }

    @Override
    public void inject(Stack stack) throws InterruptedException {
        stack.stop(ComponentName.LECTURE_DB);
        stack.copy(ComponentName.LECTURE_DB);
        copied = true;
        stack.start(ComponentName.LECTURE_DB);
    }

    @Override
    public void lift(Stack stack) throws InterruptedException {
        if (copied) {
            stack.stop(ComponentName.LECTURE_DB);
            stack.putBack(ComponentName.LECTURE_DB);
            copied = false;
        }
        stack.start(ComponentName.LECTURE_DB);
    }
}
