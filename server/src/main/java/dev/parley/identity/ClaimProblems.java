package dev.parley.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What is wrong with what a token says of its user.
final class ClaimProblems {
    private static final List<String> USER_ALIASES = List.of(
            "user_email", "userEmail", "email", "userId", "user_id", "sub", "externalUserId", "uid", "id", "user",
            "username");
    private static final List<String> TENANT_ALIASES = List.of("tenantId", "tenant_id", "tenant", "tid", "org_id");

    private final ExaminedToken token;
    private final List<TokenProblem> problems = new ArrayList<>();

    private ClaimProblems(ExaminedToken token) {
        this.token = token;
    }

    static List<TokenProblem> of(ExaminedToken token) {
        var claims = new ClaimProblems(token);
        if (token.pasted().claims() != null) {
            claims.look();
        } else if (token.pasted().problems().isEmpty()) {
            claims.add("broken_payload", "payload", "The payload is not one JSON object without repeated keys.",
                    "Let a JWT library write it.");
        }
        return claims.problems;
    }

    private void look() {
        switch (token.profile()) {
            case AGENT -> userId("user_email");
            case TENANT -> {
                tenant();
                userId("userId");
                optional("userEmail", JsonNode::isTextual, "text");
                optional("plan", JsonNode::isTextual, "text");
                optional("userRoles", ClaimProblems::isListOfTexts, "a list of texts");
            }
            case MINT -> minted();
        }
        @Nullable JsonNode variables = token.claims().get("variables");
        if (variables != null) {
            Optional.ofNullable(Variables.problem(variables)).ifPresent(problem -> add("invalid_variables", "variables",
                    "\"variables\" " + problem + ".", "Send only text, numbers and true or false, such as {\"plan\": \"pro\"}."));
        }
    }

    private void userId(String claim) {
        @Nullable JsonNode value = token.claims().get(claim);
        if (value == null) {
            missing(claim, USER_ALIASES, "the user's id");
        } else if (!value.isTextual()) {
            add("wrong_type", claim, "\"" + claim + "\" is " + type(value) + ", not text.",
                    "User ids are text: sign String(user.id), or its like in your language.");
        } else if (!UserIds.isValid(value.textValue())) {
            add("unusable_id", claim, "\"" + claim + "\" " + flaw(value.textValue()) + ".",
                    "An id has " + UserIds.RULE + ".");
        }
    }

    private void tenant() {
        @Nullable JsonNode value = token.claims().get("tenantId");
        if (value == null) {
            missing("tenantId", TENANT_ALIASES, "the tenant's id");
        } else if (!value.isTextual()) {
            add("wrong_type", "tenantId", "\"tenantId\" is " + type(value) + ", not text.", "Write the id, ten_…, as text.");
        } else if (!value.textValue().equals(token.agent().tenant().value())) {
            add("wrong_tenant", "tenantId", "\"tenantId\" is not the tenant this agent belongs to.",
                    "Write the id that the settings of this tenant show.");
        }
    }

    private void minted() {
        var audience = StreamSupport.stream(token.claims().path("aud").spliterator(), false).map(JsonNode::asText).toList();
        if (!MintedProfile.isFor(token.agent(), audience)) {
            add("wrong_audience", "aud", "The token was minted for another agent.",
                    "Mint one with \"agent\" set to this agent, by an API key that reaches it.");
        }
    }

    private void optional(String claim, java.util.function.Predicate<JsonNode> right, String wanted) {
        @Nullable JsonNode value = token.claims().get(claim);
        if (value != null && !right.test(value)) {
            add("wrong_type", claim, "\"" + claim + "\" is " + type(value) + "; it must be " + wanted + ".",
                    "Correct it, or leave it out.");
        }
    }

    private void missing(String claim, List<String> aliases, String what) {
        var written = written(claim, aliases);
        if (written.isPresent()) {
            add("wrong_claim_name", claim, "The token has \"" + written.get() + "\" where \"" + claim + "\" is needed.",
                    "Put " + what + " into \"" + claim + "\", spelled exactly so.");
        } else {
            add("missing_claim", claim, "The token has no \"" + claim + "\".",
                    "Put " + what + " into \"" + claim + "\" in the payload that your backend signs.");
        }
    }

    /// The claim that was probably meant: the same name otherwise spelled, or one that other products use.
    private Optional<String> written(String claim, List<String> aliases) {
        var names = new ArrayList<String>();
        token.claims().fieldNames().forEachRemaining(names::add);
        return names.stream().filter(name -> TokenShape.plain(name).equals(TokenShape.plain(claim))).findFirst()
                .or(() -> aliases.stream().filter(names::contains).findFirst());
    }

    private void add(String cause, String claim, String detail, String remedy) {
        problems.add(TokenProblem.fatal(cause, detail, remedy).in(claim));
    }

    private static String flaw(String id) {
        if (id.isEmpty()) {
            return "is empty";
        }
        if (id.codePointCount(0, id.length()) > UserIds.MAX_LENGTH) {
            return "has more than " + UserIds.MAX_LENGTH + " characters";
        }
        return UserIds.isPrintable(id) ? "has a space at one end" : "has a control character or an invisible one";
    }

    private static boolean isListOfTexts(JsonNode value) {
        return value.isArray() && StreamSupport.stream(value.spliterator(), false).allMatch(JsonNode::isTextual);
    }

    /// What kind of JSON value this is, with its article.
    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
