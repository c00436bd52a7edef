/**
 * The page, in a real browser. {@link com.everyoneslecture.console.browser.PageIT} shows it what a console would say, and
 * {@link com.everyoneslecture.console.browser.RefusalsIT} what one would refuse. Languages, layout, logins and the controls of faults have tests of
 * their own.
 * {@link com.everyoneslecture.console.browser.WholeSystemFaultIT} has the whole system behind it and breaks that on the page,
 * {@link com.everyoneslecture.console.browser.OperatingFaultIT} mends what did not get through.
 */
@NullMarked
package com.everyoneslecture.console.browser;

import org.jspecify.annotations.NullMarked;
