package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import dev.parley.members.Client;
import dev.parley.members.Email;
import dev.parley.members.Logins;
import dev.parley.members.PasswordLinks.Purpose;
import dev.parley.members.People;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.limits.Limit;
import dev.parley.platform.limits.Limits;
import java.util.List;

/// A forgotten password: asking for a link by mail, and choosing another password with a link.
final class ResetRoutes {
    private static final String TAG = "auth";

    private final People people;
    private final Limits limits;
    private final SignInAnswers answers;

    ResetRoutes(People people, Limits limits, SignInAnswers answers) {
        this.people = people;
        this.limits = limits;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/api/v1/auth/forgot", Rule.ANYONE,
                        new Operation("forgotPassword", TAG,
                                "Mails a link to choose another password, if the address has a login; which it does not tell.")
                                .takes(ref("Forgot")),
                        this::forgot),
                new Route("POST", "/api/v1/auth/reset", Rule.ANYONE,
                        new Operation("resetPassword", TAG, "Chooses another password with a link.")
                                .takes(ref("Accept")).gives(ref("Session")),
                        this::reset));
    }

    /// The answer comes before anything is looked up, so that neither its words nor its time tell who has a login.
    private Response forgot(Request request) {
        var body = Bodies.required(request);
        var email = Bodies.email(body, "email");
        body.end();
        if (!people.mail().isAvailable()) {
            throw Refused.because(ErrorCode.CONFLICT,
                    "This hub sends no mail: ask an administrator of your organisation for a link to reset your password.");
        }
        limits.take(Limit.LOGINS, "forgot:" + Limits.network(request.address())).ifPresent(wait -> {
            throw Refused.until(ErrorCode.RATE_LIMITED, "Too many links were asked for. Wait a little, then try again.", wait);
        });
        var address = request.address().getHostAddress();
        Thread.ofVirtual().name("forgot").start(() -> mailLink(email, address));
        return Response.done();
    }

    private void mailLink(Email email, String address) {
        if (limits.take(Limit.PASSWORD_RESETS, email.key()).isEmpty()) {
            people.resets().forAddress(email, address).ifPresent(asked -> people.mail().reset(asked.member(), asked.link()));
        }
    }

    private Response reset(Request request) {
        var body = Bodies.required(request);
        var token = body.text("token", 1, 100);
        var holder = people.links().holder(token, Purpose.RESET).orElseThrow(ResetRoutes::noLink);
        var password = Bodies.password(body, "password", new Email(holder.email()));
        body.end();
        var member = people.links().choose(token, Purpose.RESET, password, request.address().getHostAddress())
                .orElseThrow(ResetRoutes::noLink);
        return switch (people.logins().signIn(member.email(), password, Client.of(request))) {
            case Logins.Outcome.SignedIn(var opened) -> answers.signedIn(request, opened);
            case Logins.Outcome.Wrong _ -> throw noLink();
            case Logins.Outcome.TooMany(var wait) -> throw Refused.until(ErrorCode.RATE_LIMITED,
                    "The password is changed. Wait a little, then sign in with it.", wait);
        };
    }

    private static Refused noLink() {
        return Refused.because(ErrorCode.NOT_FOUND, "This link works no more: ask for a new one.");
    }
}
