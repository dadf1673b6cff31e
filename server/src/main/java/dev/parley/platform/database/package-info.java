/// SQLite or PostgreSQL behind one durable `write` and one `read`.
@NullMarked
package dev.parley.platform.database;

import org.jspecify.annotations.NullMarked;
