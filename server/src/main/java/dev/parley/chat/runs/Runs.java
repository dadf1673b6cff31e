package dev.parley.chat.runs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.chat.frames.HubFrame;
import dev.parley.chat.frames.RunId;
import dev.parley.conversations.ConversationId;
import dev.parley.conversations.Message;
import dev.parley.conversations.MessageId;
import dev.parley.conversations.Owner;
import dev.parley.identity.Principal;
import dev.parley.models.AgentRunner;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.ids.Ids;
import dev.parley.platform.limits.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every answer being produced on this node. Questions of one conversation are answered in order, one at a time; a run
/// goes on whether anybody listens or not. Thread-safe.
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    /// How long an ended run can still be resumed from its middle.
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final int KEPT_AT_MOST = 10_000;
    private static final int REMEMBERED_QUESTIONS = 100_000;

    private final AnswerLog answers;
    private final AgentRunner runner;
    private final Audience audience;
    private final Map<ConversationId, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<RunId, Active> active = new ConcurrentHashMap<>();
    private final Cache<RunId, Active> ended =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(KEPT_AT_MOST).build();
    /// What was asked lately: of two sockets that send one message at once, only one asks.
    private final Cache<MessageId, Boolean> asked =
            Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(REMEMBERED_QUESTIONS).build();
    private volatile boolean closed;

    public Runs(AnswerLog answers, AgentRunner runner, Audience audience) {
        this.answers = answers;
        this.runner = runner;
        this.audience = audience;
    }

    /// Whether an answer is being produced in a conversation.
    public boolean busy(ConversationId conversation) {
        return inLane(conversation, Lane::busy);
    }

    /// Has a stored message answered, when it is its turn.
    ///
    /// @param permit   what the asker holds for one running answer; given back when the conversation falls quiet
    /// @param listener who wants this answer, besides the principal's sockets
    /// @return whether the listener will hear an answer; false if this message was answered before
    public boolean ask(Asker asker, Message message, Limits.@Nullable Permit permit, @Nullable RunListener listener) {
        var question = new Question(asker, message, null);
        return inLane(message.conversation(), lane -> {
            if (lane.join(question, listener)) {
                close(permit);
                return true;
            }
            if (asked.asMap().putIfAbsent(message.id(), true) != null) {
                close(permit);
                return false;
            }
            add(lane, question, permit, listener);
            return true;
        });
    }

    /// Adds a listener to an answer that is asked for already.
    ///
    /// @return whether the listener will hear it; false if that is over
    public boolean join(Asker asker, Message message, @Nullable RunListener listener) {
        return inLane(message.conversation(), lane -> lane.join(new Question(asker, message, null), listener));
    }

    /// Has a message answered once more.
    ///
    /// @param replaces the answer that the new one stands for; null if there is none
    public void askAgain(Asker asker, Message message, @Nullable Message replaces, Limits.@Nullable Permit permit) {
        inLane(message.conversation(), lane -> {
            add(lane, new Question(asker, message, replaces), permit, null);
            return lane;
        });
    }

    private void add(Lane lane, Question question, Limits.@Nullable Permit permit, @Nullable RunListener listener) {
        if (closed) {
            close(permit);
            throw Refused.until(ErrorCode.UNAVAILABLE, "The hub is restarting. Try again shortly.", Duration.ofSeconds(5));
        }
        question.waitFor(listener);
        lane.add(question, permit);
        startNext(lane);
    }

    private boolean startNext(Lane lane) {
        var next = lane.next();
        next.ifPresent(question ->
                Thread.ofVirtual().name("run").start(() -> answer(lane, question)));
        return next.isPresent();
    }

    private void answer(Lane lane, Question question) {
        Active begun;
        try {
            begun = begin(lane, question);
        } catch (RuntimeException e) {
            cannotBegin(lane, question, e);
            return;
        }
        try {
            runner.reply(answers.asked(question), begun.recorder(this::conclude));
        } catch (RuntimeException e) {
            LOG.error("{}: the model's runner failed", begun.run().id(), e);
        }
        conclude(begun, Ending.broken("The runner ended without an answer."));
    }

    private Active begin(Lane lane, Question question) {
        var run = new Run(answers.begin(question));
        var begun = new Active(run, question, lane, Thread.currentThread());
        synchronized (lane) {
            lane.began(run);
            active.put(run.id(), begun);
            for (var listener : audienceOf(question)) {
                if (listener.follows(question.conversation())) {
                    run.follow(listener, 0);
                } else {
                    listener.hear(run.started());
                }
            }
            question.waiting().forEach(listener -> run.follow(listener, 0));
        }
        return begun;
    }

    private void cannotBegin(Lane lane, Question question, RuntimeException failure) {
        var requestId = Ids.next("req_");
        LOG.error("{}: {} cannot be answered", requestId, question.message().id(), failure);
        asked.invalidate(question.message().id());
        var reason = failure instanceof Refused refused ? refused : Refused.until(ErrorCode.UNAVAILABLE,
                "Your message is stored, but cannot be answered now. Send it again shortly.", Duration.ofSeconds(5));
        var frame = new HubFrame.Refusal(question.message().clientId(), reason, requestId);
        synchronized (lane) {
            audienceOf(question).forEach(listener -> listener.hear(frame));
            question.waiting().forEach(listener -> listener.hear(frame));
            lane.ended();
        }
        inLane(question.conversation(), this::startNext);
    }

    /// Ends a run, unless somebody else ended it before; stored first, told after.
    ///
    /// @return whether this call ended it
    private boolean conclude(Active done, Ending ending) {
        var text = done.run().seal();
        if (text.isEmpty()) {
            return false;
        }
        var stored = answers.end(done.question(), done.run(), text.get(), ending);
        var frame = stored.frame(done.run());
        synchronized (done.lane()) {
            var others = new ArrayList<RunListener>();
            audienceOf(done.question()).forEach(others::add);
            others.removeIf(done.run()::isFollowedBy);
            ended.put(done.run().id(), done);
            active.remove(done.run().id());
            done.lane().ended();
            done.run().end(frame);
            others.forEach(listener -> listener.hear(frame));
        }
        inLane(done.question().conversation(), this::startNext);
        return true;
    }

    /// Stops an answer of that principal; the words so far stay. One that has just ended is left as it is.
    ///
    /// @return whether the principal has such a run
    public boolean stop(Owner owner, RunId id) {
        var running = active.getOrDefault(id, ended.getIfPresent(id));
        if (running == null || !running.belongsTo(owner)) {
            return false;
        }
        cut(running, Ending.STOPPED);
        return true;
    }

    /// Ends a run from outside and cancels its model.
    private void cut(Active running, Ending ending) {
        if (conclude(running, ending)) {
            running.thread().interrupt();
        }
    }

    /// Ends what runs and forgets what waits in a conversation that is being deleted.
    public void abandon(ConversationId conversation) {
        inLane(conversation, lane -> {
            lane.clear();
            return lane.run();
        }).map(Run::id).map(active::get).ifPresent(running -> cut(running, Ending.STOPPED));
    }

    /// What a visitor has asked is a user's from now on, who hears its answers and may stop them.
    public void handOver(Owner visitor, Principal user) {
        lanes.values().forEach(lane -> {
            synchronized (lane) {
                lane.handOver(visitor, user);
            }
        });
    }

    /// No longer tells a listener the deltas of a conversation.
    public void leave(ConversationId conversation, RunListener listener) {
        whileStill(conversation, run -> run.ifPresent(followed -> followed.leave(listener)));
    }

    /// Does something while no answer begins or ends in a conversation.
    ///
    /// @param work gets the answer being produced there, if any
    public void whileStill(ConversationId conversation, Consumer<Optional<Run>> work) {
        inLane(conversation, lane -> {
            work.accept(lane.run());
            return lane;
        });
    }

    /// A run of that conversation that ended a moment ago.
    public Optional<Run> ended(ConversationId conversation, RunId id) {
        return Optional.ofNullable(ended.getIfPresent(id)).map(Active::run)
                .filter(run -> run.row().conversation().equals(conversation));
    }

    /// How many answers are being produced.
    public int count() {
        return active.size();
    }

    /// Puts the words so far on disk, so that a crash leaves a part of each answer.
    public void save() {
        for (var running : active.values()) {
            running.run().unsaved().ifPresent(text -> Thread.ofVirtual().name("save").start(
                    () -> answers.save(running.question(), running.run().row(), text)));
        }
    }

    /// Ends every answer as interrupted and takes no more questions.
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(lane -> {
            synchronized (lane) {
                lane.clear();
            }
        });
        var ending = active.values().stream().map(running -> Thread.ofVirtual().start(() -> cut(running, Ending.INTERRUPTED)))
                .toList();
        try {
            for (var thread : ending) {
                thread.join(Duration.ofSeconds(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Iterable<? extends RunListener> audienceOf(Question question) {
        return audience.of(question.asker().agent().id(), question.asker().principal());
    }

    private <T> T inLane(ConversationId conversation, Function<Lane, T> work) {
        while (true) {
            var lane = lanes.computeIfAbsent(conversation, _ -> new Lane());
            synchronized (lane) {
                if (lane.isRetired()) {
                    continue;
                }
                var result = work.apply(lane);
                if (lane.retire()) {
                    lanes.remove(conversation, lane);
                }
                return result;
            }
        }
    }

    private static void close(Limits.@Nullable Permit permit) {
        if (permit != null) {
            permit.close();
        }
    }
}
