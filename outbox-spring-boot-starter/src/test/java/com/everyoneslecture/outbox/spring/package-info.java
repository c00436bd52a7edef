/** Tests, which run on Spring Boot 4.1 here and on 3.5 in tools/starter-tests-35. */
@NullMarked
package com.everyoneslecture.outbox.spring;

import org.jspecify.annotations.NullMarked;
