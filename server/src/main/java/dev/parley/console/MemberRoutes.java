package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.members.Invitations;
import dev.parley.members.Member;
import dev.parley.members.MemberId;
import dev.parley.members.MemberFilter;
import dev.parley.members.Members;
import dev.parley.members.People;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.http.Route.Parameter;
import dev.parley.platform.json.Fields;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.Arrays;
import java.util.List;

/// `/api/v1/members`. Nobody gives or takes a role above their own.
final class MemberRoutes {
    private static final String TAG = "members";
    static final String ONE = "/api/v1/members/{member}";

    private final Guard guard;
    private final People people;

    MemberRoutes(Guard guard, People people) {
        this.guard = guard;
        this.people = people;
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.MEMBERS_WRITE, Role.BUILDER);
        var write = Guard.rule(Scope.MEMBERS_WRITE, Role.ADMIN);
        return List.of(
                guard.route("GET", "/api/v1/members", read,
                        new Operation("listMembers", TAG, "Lists the tenant's members, newest first.")
                                .gives(pageOf("Member")).asks(List.of(
                                        new Parameter("search", "Part of the e-mail address."),
                                        new Parameter("role", "member, builder, admin or owner."),
                                        new Parameter("status", "invited or active."),
                                        new Parameter("before", "The next of the page before."),
                                        new Parameter("limit", "1 to 200, 50 if absent."))),
                        this::list),
                guard.route("POST", "/api/v1/members", write,
                        new Operation("inviteMember", TAG, "Invites somebody to the tenant with a one-time link.")
                                .takes(ref("NewMember")).creates(ref("InvitedMember")),
                        this::invite),
                guard.route("GET", ONE, read,
                        new Operation("getMember", TAG, "Shows a member.").gives(ref("Member")),
                        (caller, request) -> Response.ok(json(find(people, caller, request)))),
                guard.route("PATCH", ONE, write,
                        new Operation("changeRole", TAG, "Gives a member another role.")
                                .takes(ref("MemberChange")).gives(ref("Member")),
                        this::changeRole),
                guard.route("POST", ONE + "/invitation", write,
                        new Operation("inviteMemberAgain", TAG, "Makes a new link for somebody who has not accepted yet.")
                                .gives(ref("InvitedMember")),
                        this::inviteAgain),
                guard.route("POST", ONE + "/reset-link", write,
                        new Operation("makeResetLink", TAG, "Makes a one-time link to choose another password, to be handed over.")
                                .gives(ref("ResetLink")),
                        this::resetLink),
                guard.route("DELETE", ONE, write,
                        new Operation("removeMember", TAG, "Removes a member, their sessions and what they may use."),
                        this::remove));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        return page.answer(people.members().list(caller.tenant(), filter(request), page.before(), page.rows()), MemberRoutes::json,
                member -> new Cursor(member.createdAt(), member.id().value()));
    }

    private static MemberFilter filter(Request request) {
        var role = request.query("role").map(name -> Role.of(name).orElseThrow(() ->
                Refused.field("role", "Choose among member, builder, admin and owner.")));
        var status = request.query("status").map(name -> Member.Status.of(name).orElseThrow(() ->
                Refused.field("status", "Choose invited or active.")));
        return new MemberFilter(request.query("search").orElse(null), role.orElse(null), status.orElse(null));
    }

    private Response invite(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var email = Bodies.email(body, "email");
        var role = role(body);
        body.end();
        requireWithin(caller, role);
        var invited = people.invitations().invite(caller.tenant(), email, role, caller.actor())
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                        "This address has a login on this hub: invite another one."));
        return Response.created(withLink(invited, request));
    }

    private Response changeRole(ApiCaller caller, Request request) {
        findWithin(people, caller, request);
        var body = Bodies.required(request);
        var role = role(body);
        body.end();
        requireWithin(caller, role);
        return answer(people.members().changeRole(caller.tenant(), id(request), role, caller.actor()));
    }

    private Response remove(ApiCaller caller, Request request) {
        findWithin(people, caller, request);
        return answer(people.members().remove(caller.tenant(), id(request), caller.actor()));
    }

    private static Response answer(Members.Change change) {
        return switch (change) {
            case Members.Change.Done(var member) -> Response.ok(json(member));
            case Members.Change.Unknown _ -> throw Refused.notFound("member");
            case Members.Change.LastOwner _ -> throw Refused.because(ErrorCode.CONFLICT,
                    "A tenant keeps at least one owner: make somebody else an owner first.");
        };
    }

    private static void requireWithin(ApiCaller caller, Role role) {
        if (!caller.highestRole().covers(role)) {
            throw Refused.because(ErrorCode.ACCESS_DENIED,
                    "This is about the role " + role.wireName() + ": ask somebody who has it.");
        }
    }

    private static Role role(Fields body) {
        var names = Arrays.stream(Role.values()).map(Role::wireName).toList();
        return Role.of(body.choice("role", names)).orElseThrow();
    }

    /// @throws Refused `not_found`
    static Member find(People people, ApiCaller caller, Request request) {
        return people.members().byId(caller.tenant(), id(request)).orElseThrow(() -> Refused.notFound("member"));
    }

    /// A member whose role is not above the caller's own.
    ///
    /// @throws Refused `not_found` or `access_denied`
    static Member findWithin(People people, ApiCaller caller, Request request) {
        var member = find(people, caller, request);
        requireWithin(caller, member.role());
        return member;
    }

    static MemberId id(Request request) {
        return new MemberId(request.pathParameter("member"));
    }

    private ObjectNode withLink(Invitations.Invited invited, Request request) {
        return json(invited.member()).put("link", link(request, invited.link().token()))
                .put("linkExpiresAt", Json.time(invited.link().expiresAt()))
                .put("mailed", people.mail().invite(invited.member(), invited.link()));
    }

    private Response inviteAgain(ApiCaller caller, Request request) {
        findWithin(people, caller, request);
        var invited = people.invitations().again(caller.tenant(), id(request), caller.actor())
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                        "They have accepted already: make a link to reset their password instead."));
        return Response.ok(withLink(invited, request));
    }

    /// The operator's flag stands above every role: an owner who chose the operator's password would have it.
    private Response resetLink(ApiCaller caller, Request request) {
        if (findWithin(people, caller, request).operator() && !caller.isOperator()) {
            throw Refused.because(ErrorCode.ACCESS_DENIED, "Only an operator makes a link for an operator; on the machine"
                    + " itself \"parley reset-password\" does.");
        }
        var link = people.resets().forMember(caller.tenant(), id(request), caller.actor())
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT,
                        "They have not accepted their invitation yet: invite them again instead."));
        return Response.ok(Json.object().put("link", request.ownOrigin() + "/console/reset#" + link.token())
                .put("expiresAt", Json.time(link.expiresAt())));
    }

    /// Where an invited person chooses a password; the token stands in the fragment, which no server sees.
    static String link(Request request, String token) {
        return request.ownOrigin() + "/console/accept#" + token;
    }

    static ObjectNode json(Member member) {
        var json = Json.object().put("id", member.id().value()).put("email", member.email())
                .put("role", member.role().wireName()).put("status", member.status().wireName())
                .put("operator", member.operator()).put("createdAt", Json.time(member.createdAt()));
        if (member.lastSeenAt() != null) {
            json.put("lastSeenAt", Json.time(member.lastSeenAt()));
        }
        return json;
    }
}
