package dev.parley.console;

import dev.parley.agents.AgentId;
import dev.parley.agents.Agents;
import dev.parley.conversations.AnswerTimes;
import dev.parley.conversations.Message;
import dev.parley.conversations.TranscriptFilter;
import dev.parley.conversations.Transcripts;
import dev.parley.conversations.Transcripts.Entry;
import dev.parley.conversations.Transcripts.Owned;
import dev.parley.platform.csv.CsvWriter;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.json.Json;
import dev.parley.tenants.TenantId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Conversations as a file, written page by page: however many there are, few are in memory.
final class ConversationExport {
    private static final int CONVERSATIONS = 100;
    private static final int MESSAGES = 200;
    private static final String[] COLUMNS = {
        "conversation", "agent", "agent_name", "kind", "issuer", "user", "email", "title", "seq", "message", "role",
        "created_at", "state", "failure", "cause", "model", "first_words_ms", "whole_ms", "input_tokens",
        "output_tokens", "rating", "comment", "text"};

    private final Agents agents;
    private final Transcripts transcripts;

    ConversationExport(Agents agents, Transcripts transcripts) {
        this.agents = agents;
        this.transcripts = transcripts;
    }

    /// What is done with each conversation.
    private interface Each {
        void accept(Owned conversation) throws IOException;
    }

    private interface EachMessage {
        void accept(Entry message) throws IOException;
    }

    /// `{"conversations":[{…, "messages":[…]}]}`, one conversation a line.
    void json(TenantId tenant, TranscriptFilter filter, OutputStream out) throws IOException {
        write(out, "{\"conversations\":[");
        var separator = new Separator(out, "\n", ",\n");
        each(tenant, filter, owned -> {
            separator.write();
            var head = Json.text(ConversationJson.write(owned).without("messages"));
            write(out, head.substring(0, head.length() - 1) + ",\"messages\":[");
            var comma = new Separator(out, "", ",");
            eachMessage(tenant, owned, message -> {
                comma.write();
                write(out, Json.text(TranscriptJson.write(message)));
            });
            write(out, "]}");
        });
        write(out, "\n]}\n");
    }

    /// One line for each message.
    void csv(TenantId tenant, TranscriptFilter filter, OutputStream out) throws IOException {
        var csv = new CsvWriter(out);
        var names = new HashMap<AgentId, String>();
        csv.row((Object[]) COLUMNS);
        each(tenant, filter, owned -> {
            var name = agentName(tenant, owned.agent(), names);
            eachMessage(tenant, owned, message -> csv.row(cells(owned, name, message)));
        });
    }

    private static @Nullable Object[] cells(Owned owned, String agentName, Entry entry) {
        var owner = owned.owner();
        var message = entry.message();
        var usage = message.usage();
        var times = entry.times();
        return new @Nullable Object[] {
            owned.conversation().id().value(), owned.agent().value(), agentName, wireName(owner.kind()),
            wireName(owner.issuer()), owner.id(), owner.email(), owned.conversation().title(), message.seq(),
            message.id().value(), wireName(message.role()), Json.time(message.createdAt()), wireName(message.state()),
            message.failure(), entry.cause(), entry.model(), times == null ? null : millis(times.firstWords()),
            times == null ? null : millis(times.whole()), usage == null ? null : usage.inputTokens(),
            usage == null ? null : usage.outputTokens(), wireName(message.rating()), entry.comment(), message.text()};
    }

    private String agentName(TenantId tenant, AgentId agent, Map<AgentId, String> known) {
        return known.computeIfAbsent(agent, id ->
                agents.byId(tenant, id).map(found -> found.definition().name()).orElse(""));
    }

    private void each(TenantId tenant, TranscriptFilter filter, Each work) throws IOException {
        var before = Cursor.START;
        List<Owned> page;
        do {
            page = transcripts.list(tenant, filter, before, CONVERSATIONS);
            for (var owned : page) {
                work.accept(owned);
                before = new Cursor(owned.conversation().updatedAt(), owned.conversation().id().value());
            }
        } while (page.size() == CONVERSATIONS);
    }

    private void eachMessage(TenantId tenant, Owned owned, EachMessage work) throws IOException {
        long after = 0;
        List<Entry> page;
        do {
            page = transcripts.messagesAfter(tenant, owned.conversation().id(), after, MESSAGES);
            for (var message : page) {
                work.accept(message);
                after = message.message().seq();
            }
        } while (page.size() == MESSAGES);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable String wireName(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What stands before the first entry of a list, and before every other one.
    private static final class Separator {
        private final OutputStream out;
        private final String others;
        private String next;

        Separator(OutputStream out, String first, String others) {
            this.out = out;
            this.others = others;
            this.next = first;
        }

        void write() throws IOException {
            ConversationExport.write(out, next);
            next = others;
        }
    }
}
