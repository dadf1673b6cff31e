package dev.parley.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.parley.testing.TestHub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// What a hub leaves behind: its log at the level DEBUG, its audit log, its metrics, and every byte of its data.
final class HubTraces implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final TestHub hub;

    HubTraces(TestHub hub) {
        this.hub = hub;
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.setPattern("%level %logger %msg %mdc%n%ex{full}");
        encoder.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.DEBUG);
    }

    Map<String, String> read() throws IOException {
        var traces = new LinkedHashMap<String, String>();
        traces.put("the hub's log", log.toString(StandardCharsets.UTF_8));
        traces.put("the audit log", hub.owner().get("/api/v1/audit?limit=200").text());
        traces.put("the metrics", hub.anonymous().get("/metrics").text());
        try (var files = Files.walk(hub.data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                traces.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return traces;
    }

    @Override
    public void close() {
        root.setLevel(before);
        root.detachAppender(appender);
        appender.stop();
    }
}
