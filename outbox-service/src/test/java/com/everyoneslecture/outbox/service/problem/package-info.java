@NullMarked
package com.everyoneslecture.outbox.service.problem;

import org.jspecify.annotations.NullMarked;
