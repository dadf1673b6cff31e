package dev.parley.console;

import static dev.parley.console.Schemas.ref;

import dev.parley.members.Client;
import dev.parley.members.Email;
import dev.parley.members.Logins;
import dev.parley.members.PasswordLinks.Purpose;
import dev.parley.members.People;
import dev.parley.members.SessionCookie;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Rule;
import dev.parley.platform.json.Json;
import java.util.List;

/// `/api/v1/auth`: signing in and out, choosing a password, and the first start.
final class AuthRoutes {
    private static final String TAG = "auth";

    private final Guard guard;
    private final People people;
    private final SignInAnswers answers;

    AuthRoutes(Guard guard, People people, SignInAnswers answers) {
        this.guard = guard;
        this.people = people;
        this.answers = answers;
    }

    List<Route> routes() {
        return List.of(
                new Route("POST", "/api/v1/auth/login", Rule.ANYONE,
                        new Operation("login", TAG, "Signs a member in.").takes(ref("Login")).gives(ref("Session")),
                        this::login),
                new Route("POST", "/api/v1/auth/setup", Rule.ANYONE,
                        new Operation("setUp", TAG, "Makes the first member with the link that the hub printed.")
                                .takes(ref("SetUp")).gives(ref("Session")),
                        this::setUp),
                new Route("POST", "/api/v1/auth/accept", Rule.ANYONE,
                        new Operation("acceptInvitation", TAG, "Chooses a password with the link of an invitation.")
                                .takes(ref("Accept")).gives(ref("Session")),
                        this::accept),
                guard.route("POST", "/api/v1/auth/logout", Guard.ANY_MEMBER,
                        new Operation("logout", TAG, "Ends this session."), this::logout),
                guard.filtered("GET", "/api/v1/auth/me", Guard.ANY_CALLER,
                        new Operation("me", TAG, "Says who calls.").gives(ref("Me")), (caller, _) -> me(caller)),
                guard.route("POST", "/api/v1/auth/password", Guard.ANY_MEMBER,
                        new Operation("changePassword", TAG, "Changes the caller's password and ends their other sessions.")
                                .takes(ref("ChangePassword")),
                        this::changePassword));
    }

    private Response login(Request request) {
        var body = Bodies.required(request);
        var email = body.text("email", 1, 254);
        var password = body.text("password", 1, 1_000);
        body.end();
        return signIn(email, password, request);
    }

    private Response signIn(String email, String password, Request request) {
        return switch (people.logins().signIn(email, password, Client.of(request))) {
            case Logins.Outcome.SignedIn(var opened) -> answers.signedIn(request, opened);
            case Logins.Outcome.Wrong _ -> throw Refused.because(ErrorCode.AUTHENTICATION_FAILED,
                    "The e-mail address or the password is wrong.");
            case Logins.Outcome.TooMany(var retryAfter) -> throw Refused.until(ErrorCode.RATE_LIMITED,
                    "Too many attempts to sign in. Wait a little, then try again.", retryAfter);
        };
    }

    private Response setUp(Request request) {
        var body = Bodies.required(request);
        var token = body.text("token", 1, 100);
        var email = Bodies.email(body, "email");
        var password = Bodies.password(body, "password", email);
        var tenantName = body.optionalText("tenantName", 1, 100).map(name -> Bodies.checkedName(name, "tenantName"));
        body.end();
        people.firstStart().setUp(token, email, password, tenantName, request.address().getHostAddress());
        return signIn(email.text(), password, request);
    }

    private Response accept(Request request) {
        var body = Bodies.required(request);
        var token = body.text("token", 1, 100);
        var invited = people.links().holder(token, Purpose.INVITATION).orElseThrow(AuthRoutes::noInvitation);
        var password = Bodies.password(body, "password", new Email(invited.email()));
        body.end();
        var member = people.links().choose(token, Purpose.INVITATION, password, request.address().getHostAddress())
                .orElseThrow(AuthRoutes::noInvitation);
        return signIn(member.email(), password, request);
    }

    private static Refused noInvitation() {
        return Refused.because(ErrorCode.NOT_FOUND,
                "This invitation works no more: ask whoever invited you for a new one.");
    }

    private Response logout(ApiCaller caller, Request request) {
        var session = ((ApiCaller.Person) caller).session();
        people.sessions().end(session.member(), session.id(), caller.actor());
        return Response.done().with("Set-Cookie", SessionCookie.forget(request));
    }

    private Response changePassword(ApiCaller caller, Request request) {
        var session = ((ApiCaller.Person) caller).session();
        var body = Bodies.required(request);
        var present = body.text("present", 1, 1_000);
        var next = Bodies.password(body, "next", new Email(session.member().email()));
        body.end();
        if (!people.logins().changePassword(session, present, next, caller.actor(), Client.of(request))) {
            throw Refused.field("present", "The present password is another one.");
        }
        return Response.done();
    }

    private static Response me(ApiCaller caller) {
        var json = Json.object().put("tenant", caller.tenant().value());
        switch (caller) {
            case ApiCaller.Person person -> {
                json.set("member", SignInAnswers.member(person.member()).put("operator", person.member().operator()));
                json.put("expiresAt", Json.time(person.session().expiresAt()));
            }
            case ApiCaller.Program program -> json.set("apiKey", KeyRoutes.json(program.key()));
        }
        return Response.ok(json);
    }
}
