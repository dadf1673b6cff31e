package dev.parley.crash;

import dev.parley.conversations.ConversationId;
import dev.parley.platform.database.DatabaseSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// A Java process of this project's class path whose output is read into a journal.
final class ChildProcess {
    private final Process process;
    private final Journal journal;
    private final Semaphore acknowledgements = new Semaphore(0);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final List<String> refusals = new ArrayList<>();
    private final Thread reader;

    private ChildProcess(Process process, Journal journal) {
        this.process = process;
        this.journal = journal;
        this.reader = Thread.ofVirtual().start(this::readOutput);
    }

    static ChildProcess appending(DatabaseSettings settings, int round, ConversationId shared, Journal journal)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var url = settings.url();
        var command = List.of(java, "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"),
                AppendingProcess.class.getName(), settings.data().toString(), url == null ? "-" : url, "" + round,
                shared.value());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        return new ChildProcess(builder.start(), journal);
    }

    /// Waits until it has opened the store or was refused; what it was told, if refused.
    List<String> awaitOpen() throws InterruptedException {
        opened.await();
        return List.copyOf(refusals);
    }

    void awaitAcknowledgements(int count) throws InterruptedException {
        acknowledgements.acquire(count);
    }

    /// Kills it with SIGKILL and reads what it had said before.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.endsWith(AppendingProcess.END)) {
                    read(line.substring(0, line.length() - AppendingProcess.END.length()).split(" ", 3));
                }
            }
        } catch (IOException _) {
            // The process was killed.
        } finally {
            opened.countDown();
            acknowledgements.release(1_000_000);
        }
    }

    private void read(String[] words) {
        switch (words[0]) {
            case "ready" -> opened.countDown();
            case "refused" -> refusals.add(String.join(" ", words));
            case "sent" -> journal.sent(words[1], words[2]);
            case "acked" -> {
                var place = words[2].split(" ", 2);
                journal.acknowledged(words[1], new Journal.Place(place[0], Long.parseLong(place[1])));
                acknowledgements.release();
            }
            default -> { }
        }
    }
}
