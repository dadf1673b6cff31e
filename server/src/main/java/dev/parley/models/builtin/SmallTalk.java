package dev.parley.models.builtin;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What people say to an assistant without asking it something.
enum SmallTalk {
    GREETING("(hi|hello|hey|hiya|howdy|yo|greetings|good (morning|afternoon|evening|day)|hallo|hola|bonjour|salut|ciao"
            + "|guten (morgen|tag|abend)|moin|servus)( there| again| everyone| team| bot| parley)?"),
    THANKS("(ok(ay)? )?(many )?(thanks|thank you|thx|ty|cheers|merci|danke|gracias|grazie)( so much| very much| a lot"
            + "| a bunch| again| for (the|your) help| schon| you)?( (that|this) (helps|helped|was helpful|is helpful))?"),
    FAREWELL("(ok(ay)? )?(bye|goodbye|bye bye|good night|see you|see ya|cya|tschuss|au revoir|adios|ciao ciao)"
            + "( later| soon| then| for now)?"),
    ABOUT("(so )?(who|what) (are|r) (you|u)( exactly| really)?|what is your name|whats your name|who am i (talking|speaking) (to|with)"
            + "|are you (a |an )?(real |actual )?(bot|robot|ai|human|person|machine|computer|chatbot|llm|language model|chatgpt|gpt)"
            + "|introduce yourself|which model are you|what model are you"),
    HELP("help|help me|what can you do( for me)?|what can (i|you) (ask|help)( you| with| me with)*|what do you know"
            + "|what do you do|how (do you|does this|do i use this|can you help)( work| me)?|menu|start"),
    ASSENT("ok|okay|k|yes|yep|yeah|no|nope|great|cool|nice|perfect|alright|all right|got it|i see|understood|sounds good");

    private static final Set<SmallTalk> ALL = Set.of(values());
    /// Longer texts ask something.
    private static final int MOST_CHARACTERS = 60;

    private final Pattern pattern;

    SmallTalk(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /// The kind of small talk a message is, and nothing else.
    static Optional<SmallTalk> of(String message) {
        if (message.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        var plain = Normalizer.normalize(message.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("[’']", "")
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return ALL.stream().filter(kind -> kind.pattern.matcher(plain).matches()).findFirst();
    }
}
