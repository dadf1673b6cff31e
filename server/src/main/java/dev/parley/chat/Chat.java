package dev.parley.chat;

import dev.parley.access.AccessPolicy;
import dev.parley.access.MemberLogins;
import dev.parley.access.Previews;
import dev.parley.agents.Agents;
import dev.parley.chat.runs.AnswerLog;
import dev.parley.chat.runs.Runs;
import dev.parley.conversations.Answers;
import dev.parley.conversations.Conversations;
import dev.parley.conversations.VisitorAdoption;
import dev.parley.identity.Identity;
import dev.parley.identity.LiveSessions;
import dev.parley.identity.RefusalLog.Transport;
import dev.parley.models.AgentRunner;
import dev.parley.platform.events.Events;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.SocketRoute;
import dev.parley.platform.limits.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// The chat of all agents: one socket route, the routes of `/embed/v1`, and the answers being produced.
public final class Chat implements AutoCloseable {
    private static final Duration SAVED_EVERY = Duration.ofSeconds(2);
    private static final Duration MEMBERS_JUDGED_EVERY = Duration.ofSeconds(30);

    private final Timers timers = new Timers();
    private final OpenSockets sockets = new OpenSockets();
    private final Runs runs;
    private final List<Route> routes;
    private final SocketRoute socketRoute;

    /// What the chat stands on.
    public record Parts(
            Agents agents, Identity identity, MemberLogins logins, AccessPolicy access, Previews previews,
            Conversations conversations, Answers answers, VisitorAdoption adoptions, AgentRunner runner) {}

    /// @param epoch another one after a restore of the store
    private Chat(Parts parts, Limits limits, Events events, InstantSource clock, String epoch) {
        var changes = new AtomicLong();
        var admission = new Admission(parts, limits);
        var quotas = new Quotas(limits);
        this.runs = new Runs(new AnswerLog(parts.conversations(), parts.answers()), parts.runner(), sockets);
        var sendMessage = new SendMessage(admission, quotas, parts.conversations(), runs, sockets);
        var actions = new Actions(
                parts.agents(), admission, quotas, parts.conversations(), runs, sendMessage, sockets);
        var handover = new Handover(parts.identity().visitorTokens(), parts.adoptions(), runs, sockets);
        var greeting = new Greeting(admission, parts.conversations(), handover, limits, clock, epoch);
        var shared = new Shared(
                parts.agents(), admission, greeting, actions, runs, sockets, timers, new Pacer(timers), clock, changes);
        this.socketRoute = new SocketRoute(EmbedRoutes.AGENT + "/chat", (upgrade, socket) -> {
            var agent = EmbedRoutes.agent(parts.agents(), upgrade);
            var from = Provenance.of(upgrade, Transport.SOCKET);
            admission.requireOrigin(agent, from);
            return new ChatSession(shared, Visit.of(upgrade, agent, from), socket);
        });
        var embed = new EmbedRoutes(parts.agents(), admission);
        var forPages = embed.withPreflights(Stream.concat(
                new HistoryRoutes(embed, parts.conversations(), runs, sockets).routes().stream(),
                new MessageRoutes(embed, sendMessage, parts.conversations(), runs).routes().stream()).toList());
        var ticket = new TicketRoute(parts.agents(), parts.identity().frameTickets());
        this.routes = Stream.concat(forPages.stream(), Stream.of(ticket.route())).toList();
        var watch = new AccessWatch(sockets, parts.agents(), admission, changes);
        watch.listen(events);
        timers.every(MEMBERS_JUDGED_EVERY, watch::judgeMembers);
        timers.every(SAVED_EVERY, runs::save);
    }

    /// Makes the chat. Answers that a crash cut off are marked as interrupted before anybody can ask for them.
    public static Chat create(Parts parts, Limits limits, Events events, InstantSource clock, String epoch) {
        parts.answers().interruptAll();
        return new Chat(parts, limits, events, clock, epoch);
    }

    public List<Route> routes() {
        return routes;
    }

    public SocketRoute socketRoute() {
        return socketRoute;
    }

    /// Counts the sockets that each secret opened.
    public LiveSessions liveSessions() {
        return sockets::openedWith;
    }

    /// Marks what is being answered as interrupted, with its words so far, and closes every socket as going away.
    @Override
    public void close() {
        runs.close();
        sockets.forEach(ChatSession::goAway);
        timers.close();
    }
}
