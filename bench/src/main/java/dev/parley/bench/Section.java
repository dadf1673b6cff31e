package dev.parley.bench;

import java.util.List;

/// Measures the lines of one part of the table.
public interface Section {
    List<Line> measure(Run run) throws Exception;
}
