package dev.parley.crash;

import dev.parley.agents.AgentId;
import dev.parley.conversations.Appended;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.DatabaseUnavailable;
import dev.parley.platform.database.Databases;
import dev.parley.tenants.TenantId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;

/// A process that does nothing but append, and says on standard output what it sends and what is acknowledged, until it
/// is killed. Each writer has a conversation of its own, and all of them share one.
final class AppendingProcess {
    static final Owner OWNER = new Owner(new TenantId("ten_crash"), new AgentId("agt_crash"),
            new Principal(Principal.Kind.USER, Principal.Issuer.AGENT, "crash", null));

    /// Closes each line, so that half a line is not taken for a whole one.
    static final String END = " .";

    private static final int WRITERS = 16;

    private AppendingProcess() {}

    /// @param arguments the data directory, the PostgreSQL address or `-`, the round, the id of the shared conversation
    public static void main(String[] arguments) throws InterruptedException {
        var out = new PrintStream(System.out, true);
        var url = arguments[1].equals("-") ? null : arguments[1];
        Database database;
        try {
            database = Databases.open(new DatabaseSettings(Path.of(arguments[0]), url));
        } catch (DatabaseUnavailable e) {
            out.println("refused " + e.getMessage() + END);
            return;
        }
        out.println("ready" + END);
        var conversations = new Conversations(database, InstantSource.system());
        for (int i = 0; i < WRITERS; i++) {
            var writer = arguments[2] + "-" + i;
            Thread.ofPlatform().start(() -> write(conversations, out, writer, new ConversationId(arguments[3])));
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void write(Conversations conversations, PrintStream out, String writer, ConversationId shared) {
        ConversationId own = null;
        for (int n = 1;; n++) {
            var clientId = writer + "/" + n;
            var text = "text of " + clientId + " é📦";
            out.println("sent " + clientId + " " + text + END);
            try {
                var appended = conversations.append(OWNER, clientId, text, n % 2 == 0 ? shared : own);
                if (appended instanceof Appended.New(var message, var _)) {
                    own = n == 1 ? message.conversation() : own;
                    out.println("acked " + clientId + " " + message.conversation() + " " + message.seq() + END);
                }
            } catch (DatabaseUnavailable e) {
                out.println("failed " + clientId + END);
                own = own == null ? shared : own;
            }
        }
    }
}
