package dev.parley.bench.tokens;

import dev.parley.agents.Agent;
import dev.parley.agents.AgentContent;
import dev.parley.agents.AgentDefinition;
import dev.parley.agents.AgentId;
import dev.parley.agents.TokenPolicy;
import dev.parley.audit.Actor;
import dev.parley.audit.Audit;
import dev.parley.bench.Run;
import dev.parley.identity.TokenVerifier;
import dev.parley.identity.UserRevocations;
import dev.parley.platform.crypto.MasterKey;
import dev.parley.platform.crypto.SecretBox;
import dev.parley.platform.database.Database;
import dev.parley.platform.database.DatabaseSettings;
import dev.parley.platform.database.Databases;
import dev.parley.platform.events.Events;
import dev.parley.tenants.KeyHolder;
import dev.parley.tenants.SigningSecrets;
import dev.parley.tenants.Tenants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/// An agent with an identity secret in a SQLite database of its own, and Parley's verifier over it.
final class AgentWithSecret implements AutoCloseable {
    private final Path directory;
    private final Database database;
    private final Agent agent;
    private final String secret;
    private final TokenVerifier verifier;

    private AgentWithSecret(Path directory) {
        var clock = Clock.systemUTC();
        this.directory = directory;
        database = Databases.open(DatabaseSettings.sqlite(directory));
        var audit = new Audit(database, clock);
        var events = new Events();
        var box = new SecretBox(masterKey());
        var secrets = new SigningSecrets(database, box, audit, events, clock);
        agent = agent(audit, clock);
        secret = secrets.generate(KeyHolder.agent(agent.tenant(), agent.id().value()), Actor.MACHINE)
                .orElseThrow().text();
        verifier = new TokenVerifier(
                secrets, new UserRevocations(database, audit, events, clock), (_, _) -> true, clock, _ -> { });
    }

    static AgentWithSecret make() throws IOException {
        return new AgentWithSecret(Files.createTempDirectory("parley-bench-token"));
    }

    Agent agent() {
        return agent;
    }

    String secret() {
        return secret;
    }

    TokenVerifier verifier() {
        return verifier;
    }

    @Override
    public void close() throws IOException {
        database.close();
        Run.delete(directory);
    }

    private static MasterKey masterKey() {
        var key = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(key);
        return MasterKey.parse(Base64.getEncoder().encodeToString(key), "the benchmark's key");
    }

    private Agent agent(Audit audit, Clock clock) {
        var tenants = new Tenants(database, audit, clock);
        var tenant = database.write(handle -> tenants.create(handle, "Bench", Actor.MACHINE));
        var definition = new AgentDefinition("Bench", AgentContent.EMPTY, List.of(), TokenPolicy.DEFAULT);
        var now = clock.instant();
        return new Agent(AgentId.next(), tenant.id(), "bench", definition, Agent.Access.PRIVATE, Agent.Status.ACTIVE,
                false, now, now);
    }
}
