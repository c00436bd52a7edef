/**
 * The page in a real browser. {@link com.everyoneslecture.console.browser.PageIT} sends it a console's answers, and
 * {@link com.everyoneslecture.console.browser.RefusalsIT} a console's refusals. Languages, layout, logins and the controls of faults have
 * separate tests. {@link com.everyoneslecture.console.browser.WholeSystemFaultIT} breaks a whole system through the page, and
 * {@link com.everyoneslecture.console.browser.OperatingFaultIT} repairs failed events.
 */
@NullMarked
package com.everyoneslecture.console.browser;

import org.jspecify.annotations.NullMarked;
