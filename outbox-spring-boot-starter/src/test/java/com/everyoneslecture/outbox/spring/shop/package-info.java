/** A small service of another team, with JPA and JDBC. */
@NullMarked
package com.everyoneslecture.outbox.spring.shop;

import org.jspecify.annotations.NullMarked;
