package dev.parley.bench.storage;

import dev.parley.agents.AgentId;
import dev.parley.conversations.Appended;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.tenants.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Users' messages through `Conversations`, each writer being a user with a conversation.
final class ParleyAppender implements Appender {
    private final Database database;
    private final Conversations conversations;
    private final TenantId tenant = TenantId.next();
    private final AgentId agent = AgentId.next();
    private final Map<Integer, ConversationId> started = new ConcurrentHashMap<>();

    private ParleyAppender(Database database) {
        this.database = database;
        this.conversations = new Conversations(database, Clock.systemUTC());
    }

    static ParleyAppender open(DatabaseSettings settings) {
        return new ParleyAppender(Databases.open(settings));
    }

    @Override
    public void append(int writer) {
        var owner = new Owner(tenant, agent, new Principal(
                Principal.Kind.USER, Principal.Issuer.AGENT, "user" + writer + "@example.com", null));
        var appended = conversations.append(
                owner, UUID.randomUUID().toString(), PlainJdbc.TEXT, started.get(writer));
        switch (appended) {
            case Appended.New(var message, var starts) -> {
                if (starts) {
                    started.put(writer, message.conversation());
                }
            }
            case Appended.Repeated _, Appended.ConversationNotFound _ ->
                throw new IllegalStateException("The message was not stored: " + appended);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
