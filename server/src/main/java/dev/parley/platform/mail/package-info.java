/// Mail that the hub sends to people.
@NullMarked
package dev.parley.platform.mail;

import org.jspecify.annotations.NullMarked;
