/** Cut and slow networks. */
@NullMarked
package com.everyoneslecture.localstack.proxy;

import org.jspecify.annotations.NullMarked;
