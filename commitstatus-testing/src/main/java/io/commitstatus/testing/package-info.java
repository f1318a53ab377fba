/** For authors of plug-ins: contracts, stand-in vendors, recording doubles. */
@NullMarked
package io.commitstatus.testing;

import org.jspecify.annotations.NullMarked;
