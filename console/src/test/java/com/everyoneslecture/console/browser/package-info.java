/**
 * The page, in a real browser: {@link com.everyoneslecture.console.browser.PageIT} shows it what a console would say,
 * {@link com.everyoneslecture.console.browser.WholeSystemFaultIT} has the whole system behind it and breaks that on the page.
 */
@NullMarked
package com.everyoneslecture.console.browser;

import org.jspecify.annotations.NullMarked;
