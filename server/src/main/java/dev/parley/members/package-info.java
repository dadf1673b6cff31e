/// People with a login in a tenant, their groups and their sessions.
@NullMarked
package dev.parley.members;

import org.jspecify.annotations.NullMarked;
