/// What storing and reading messages costs, beside plain JDBC on the same disk.
@NullMarked
package dev.parley.bench.storage;

import org.jspecify.annotations.NullMarked;
