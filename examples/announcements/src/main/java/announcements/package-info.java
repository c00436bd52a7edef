/**
 * An example of another team's consumer: it announces every change of a category. It uses Spring Cloud Stream and no library of this repository,
 * so its effects and its offsets are two commits, and an event may be announced twice.
 */
@NullMarked
package announcements;

import org.jspecify.annotations.NullMarked;
