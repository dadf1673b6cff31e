package dev.parley.conversations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// The conditions of a query, with an argument for each question mark in them. Everything in it is written by the hub;
/// what callers sent comes in as arguments only.
final class Where {
    private final StringBuilder sql;
    private final List<Object> arguments = new ArrayList<>();

    Where(String condition, Object... first) {
        sql = new StringBuilder(" WHERE ").append(condition);
        arguments.addAll(Arrays.asList(first));
    }

    Where and(String condition, Object... more) {
        sql.append(" AND ").append(condition);
        arguments.addAll(Arrays.asList(more));
        return this;
    }

    /// One of these values; none at all matches nothing.
    Where in(String column, Collection<String> values) {
        if (values.isEmpty()) {
            return and("1 = 0");
        }
        return and(column + " IN (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")", values.toArray());
    }

    String sql() {
        return sql.toString();
    }

    /// Its arguments, then `more`.
    Object[] arguments(Object... more) {
        var all = new ArrayList<>(arguments);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }
}
