@NullMarked
package com.everyoneslecture.outbox.service.page;

import org.jspecify.annotations.NullMarked;
