/** The programme that a newcomer sees first. */
@NullMarked
package forja.cli.demo;

import org.jspecify.annotations.NullMarked;
