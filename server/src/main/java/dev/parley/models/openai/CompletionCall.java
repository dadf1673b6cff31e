package dev.parley.models.openai;

import dev.parley.models.AgentRunner.Code;
import dev.parley.models.AgentRunner.Usage;
import dev.parley.models.openai.CallFailed.Remedy;
import dev.parley.platform.http.HostNotAllowed;
import dev.parley.platform.http.client.BrokenResponse;
import dev.parley.platform.http.client.EndedEarly;
import dev.parley.platform.http.client.Exchange;
import dev.parley.platform.http.client.HttpCaller;
import dev.parley.platform.http.client.TimedOut;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One call of a model: posts the prompt and passes its words on as they come.
final class CompletionCall {
    /// Enough for the longest answer, each word in an event of its own.
    private static final long MAX_STREAM = 64L * 1024 * 1024;
    /// After its last word a model has this long to tell what the answer cost.
    private static final Duration AFTERTHOUGHT = Duration.ofSeconds(2);
    /// Words that come within this time are read and told together. Nobody reads faster, and a word by itself costs as
    /// many system calls as a sentence. A model that is slower than that is not held up.
    private static final long BREATH_NANOS = Duration.ofMillis(40).toNanos();

    private final HttpCaller http;
    private final ErrorReplies errors;
    private final Patience patience;
    private final Endpoint endpoint;
    private final AnswerText text;
    private final long giveUpAt;
    private @Nullable Usage usage;
    private @Nullable String finish;
    private boolean began;
    private long lastRead;

    /// @param giveUpAt when the whole answer must be there, by `System.nanoTime`
    CompletionCall(HttpCaller http, ErrorReplies errors, Patience patience, Endpoint endpoint, AnswerText text, long giveUpAt) {
        this.http = http;
        this.errors = errors;
        this.patience = patience;
        this.endpoint = endpoint;
        this.text = text;
        this.giveUpAt = giveUpAt;
    }

    /// Returns when the model has ended its answer well.
    ///
    /// @return the tokens spent; null if the server does not tell
    /// @throws CallFailed           if it has not
    /// @throws InterruptedException if the thread was interrupted; the connection is closed by then
    @Nullable Usage run(byte[] prompt) throws CallFailed, InterruptedException {
        try (var exchange = http.post(endpoint.uri(), endpoint.headers(), prompt, atMost(patience.first()))) {
            if (exchange.status() != 200) {
                throw errors.read(exchange, endpoint);
            }
            readAndTell(exchange);
            requireEnd();
            return usage;
        } catch (IllegalArgumentException e) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, "The base URL of the agent's model cannot be called: " + e.getMessage());
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw explain(e);
        }
    }

    private Duration atMost(Duration patience) {
        var left = Duration.ofNanos(Math.max(1, giveUpAt - System.nanoTime()));
        return left.compareTo(patience) < 0 ? left : patience;
    }

    private void readAndTell(Exchange exchange) throws IOException, CallFailed, InterruptedException {
        exchange.beforeReading(this::breathe);
        try {
            readWithin(exchange);
        } finally {
            text.tell();
        }
    }

    /// Before more is read: tells what was read, and rests a little between words.
    private void breathe() throws IOException {
        text.tell();
        long rest = lastRead + BREATH_NANOS - System.nanoTime();
        if (rest > 0 && finish == null && !text.isEmpty()) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted between words");
            }
        }
        lastRead = System.nanoTime();
    }

    private void readWithin(Exchange exchange) throws IOException, CallFailed, InterruptedException {
        try {
            read(exchange);
        } catch (IOException e) {
            if (exchange.deadline().hasExpired()) {
                throw tooLate();
            }
            throw e;
        }
    }

    private void read(Exchange exchange) throws IOException, CallFailed, InterruptedException {
        var type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html")) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, webPage());
        }
        if (exchange.header("Content-Encoding").filter(coding -> !coding.equalsIgnoreCase("identity")).isPresent()) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, "The model server compresses its answer although it was asked not to.");
        }
        if (type.startsWith("application/json")) {
            readWhole(exchange);
        } else {
            readStream(exchange);
        }
    }

    private String webPage() {
        return endpoint.place() + " answers with a web page instead of a model's answer; check the base URL, which often ends in /v1.";
    }

    /// A server that does not stream sends the whole answer as one object.
    private void readWhole(Exchange exchange) throws IOException, CallFailed {
        exchange.deadline().in(atMost(patience.total()));
        var body = exchange.body().readNBytes(AnswerText.MAX_CHARACTERS * 8);
        take(parse(body, body.length));
    }

    private void readStream(Exchange exchange) throws IOException, CallFailed, InterruptedException {
        var events = new ServerSentEvents(exchange.body(), MAX_STREAM);
        try {
            while (events.next()) {
                if (isDone(events.data(), events.length())) {
                    finish = finish == null ? "stop" : finish;
                    return;
                }
                take(parse(events.data(), events.length()));
                began = true;
                exchange.deadline().in(finish == null ? atMost(patience.idle()) : AFTERTHOUGHT);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (IOException e) {
            if (finish == null || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // The answer is whole; only what it cost will never be known.
        }
    }

    private static boolean isDone(byte[] data, int length) {
        return length == 6 && data[0] == '[' && data[1] == 'D' && data[2] == 'O' && data[3] == 'N' && data[4] == 'E'
                && data[5] == ']';
    }

    private CompletionPart parse(byte[] json, int length) throws CallFailed {
        try {
            return CompletionPart.parse(json, length);
        } catch (IOException e) {
            boolean page = length > 0 && json[0] == '<';
            throw new CallFailed(Code.MODEL_UNAVAILABLE,
                    page ? webPage() : endpoint.place() + " sent something that is not JSON in the middle of an answer.");
        }
    }

    private void take(CompletionPart part) throws CallFailed {
        if (part.error() != null) {
            throw new CallFailed(Code.MODEL_UNAVAILABLE, "The model server broke off with an error. It says: "
                    + ErrorReplies.clean(part.error(), endpoint.key()), Remedy.RETRY, null);
        }
        text.add(part.text());
        text.add(part.refusal());
        usage = part.usage() == null ? usage : part.usage();
        finish = part.finish() == null ? finish : part.finish();
        if (text.isFull()) {
            throw new CallFailed(Code.MODEL_TRUNCATED, "The answer was longer than " + AnswerText.MAX_CHARACTERS + " characters.");
        }
    }

    /// A stream that just stops looks like one that is complete, unless one insists on the reason for its end.
    private void requireEnd() throws CallFailed {
        if (finish == null) {
            throw endedEarly();
        }
        switch (finish) {
            case "length" -> throw new CallFailed(Code.MODEL_TRUNCATED,
                    "The model stopped at its length limit; raise it at the provider, or ask for shorter answers.");
            case "content_filter" -> throw new CallFailed(Code.MODEL_REFUSED, "The provider's content filter stopped the answer.");
            case "tool_calls", "function_call" -> throw new CallFailed(Code.MODEL_UNAVAILABLE,
                    "The model asked for a tool although it was offered none; choose another model.");
            default -> {
                if (text.isEmpty()) {
                    throw new CallFailed(Code.MODEL_UNAVAILABLE, "The model returned an empty answer.", Remedy.RETRY, null);
                }
            }
        }
    }

    private CallFailed explain(IOException e) {
        return switch (e) {
            case HostNotAllowed refused -> new CallFailed(Code.MODEL_UNAVAILABLE, refused.getMessage() + ".");
            case UnknownHostException _ -> new CallFailed(Code.MODEL_UNAVAILABLE,
                    "There is no host named " + endpoint.uri().getHost() + "; check the base URL.", Remedy.RETRY, null);
            case TimedOut _ -> new CallFailed(Code.MODEL_TIMEOUT, endpoint.place() + " did not begin to answer in time.");
            case ConnectException _ -> new CallFailed(Code.MODEL_UNAVAILABLE,
                    endpoint.place() + " refuses connections; check that the model server runs there.", Remedy.RETRY, null);
            case SSLException _ -> new CallFailed(Code.MODEL_UNAVAILABLE,
                    "No secure connection to " + endpoint.place() + ": its certificate is not valid for that name, or it does not speak TLS.");
            case BrokenResponse broken -> new CallFailed(Code.MODEL_UNAVAILABLE,
                    endpoint.place() + " does not speak HTTP as it should: " + broken.getMessage() + ".");
            case ServerSentEvents.TooLong _ -> new CallFailed(Code.MODEL_TRUNCATED, "The answer was longer than the hub accepts.");
            default -> endedEarly();
        };
    }

    private CallFailed endedEarly() {
        return text.isEmpty()
                ? new CallFailed(Code.MODEL_UNAVAILABLE, endpoint.place() + " closed the connection without an answer.", Remedy.RETRY, null)
                : new CallFailed(Code.MODEL_TRUNCATED, endpoint.place() + " closed the connection in the middle of the answer.");
    }

    private CallFailed tooLate() {
        var limit = giveUpAt - System.nanoTime() <= 0
                ? "was not done after " + patience.total().toSeconds() + " s"
                : began ? "sent nothing for " + patience.idle().toSeconds() + " s in the middle of an answer"
                : "sent no answer within " + patience.first().toSeconds() + " s";
        return new CallFailed(Code.MODEL_TIMEOUT, endpoint.place() + " " + limit + ".");
    }
}
