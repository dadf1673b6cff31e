package dev.parley.console;

import static dev.parley.console.Schemas.pageOf;
import static dev.parley.console.Schemas.ref;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.members.Group;
import dev.parley.members.Groups;
import dev.parley.members.MemberId;
import dev.parley.members.People;
import dev.parley.members.Role;
import dev.parley.platform.database.Cursor;
import dev.parley.platform.http.ErrorCode;
import dev.parley.platform.http.Refused;
import dev.parley.platform.http.Request;
import dev.parley.platform.http.Response;
import dev.parley.platform.http.Route;
import dev.parley.platform.http.Route.Operation;
import dev.parley.platform.json.Json;
import dev.parley.tenants.Scope;
import java.util.List;

/// `/api/v1/groups`.
final class GroupRoutes {
    private static final String TAG = "groups";
    private static final String ONE = "/api/v1/groups/{group}";
    private static final int MAX_MEMBERS = 1_000;

    private final Guard guard;
    private final People people;
    private final Groups groups;

    GroupRoutes(Guard guard, People people) {
        this.guard = guard;
        this.people = people;
        this.groups = people.groups();
    }

    List<Route> routes() {
        var read = Guard.rule(Scope.MEMBERS_WRITE, Role.BUILDER);
        var write = Guard.rule(Scope.MEMBERS_WRITE, Role.ADMIN);
        return List.of(
                guard.route("GET", MemberRoutes.ONE + "/groups", read,
                        new Operation("listMemberGroups", TAG, "Lists the groups a member belongs to, by name.")
                                .gives(pageOf("Group")),
                        this::listOfMember),
                guard.route("GET", "/api/v1/groups", read,
                        new Operation("listGroups", TAG, "Lists the tenant's groups, newest first.").gives(pageOf("Group")),
                        this::list),
                guard.route("POST", "/api/v1/groups", write,
                        new Operation("createGroup", TAG, "Makes a group without members.")
                                .takes(ref("NewGroup")).creates(ref("Group")),
                        this::create),
                guard.route("GET", ONE, read,
                        new Operation("getGroup", TAG, "Shows a group and its members.").gives(ref("Group")),
                        (caller, request) -> Response.ok(whole(find(caller, request)))),
                guard.route("PATCH", ONE, write,
                        new Operation("renameGroup", TAG, "Gives a group another name.")
                                .takes(ref("NewGroup")).gives(ref("Group")),
                        this::rename),
                guard.route("PUT", ONE + "/members", write,
                        new Operation("setGroupMembers", TAG, "Makes exactly these people the group's members.")
                                .takes(ref("GroupMembers")).gives(ref("Group")),
                        this::setMembers),
                guard.route("DELETE", ONE, write,
                        new Operation("deleteGroup", TAG, "Deletes a group; what it granted, it grants no more."),
                        this::delete));
    }

    private Response list(ApiCaller caller, Request request) {
        var page = Page.of(request);
        return page.answer(groups.list(caller.tenant(), page.before(), page.rows()), GroupRoutes::json,
                group -> new Cursor(group.createdAt(), group.id()));
    }

    private Response listOfMember(ApiCaller caller, Request request) {
        var member = MemberRoutes.find(people, caller, request);
        var page = Json.object();
        page.set("items", Json.array(groups.of(caller.tenant(), member.id()).stream().map(GroupRoutes::json).toList()));
        return Response.ok(page);
    }

    private Response create(ApiCaller caller, Request request) {
        var body = Bodies.required(request);
        var name = Bodies.name(body, "name");
        body.end();
        return groups.create(caller.tenant(), name, caller.actor())
                .map(group -> Response.created(json(group)))
                .orElseThrow(() -> Refused.because(ErrorCode.CONFLICT, "There is a group of this name already."));
    }

    private Response rename(ApiCaller caller, Request request) {
        var group = find(caller, request);
        var body = Bodies.required(request);
        var name = Bodies.name(body, "name");
        body.end();
        if (!groups.rename(caller.tenant(), group.id(), name, caller.actor())) {
            throw Refused.because(ErrorCode.CONFLICT, "There is a group of this name already.");
        }
        return Response.ok(whole(find(caller, request)));
    }

    private Response setMembers(ApiCaller caller, Request request) {
        find(caller, request);
        var body = Bodies.required(request);
        var people = body.texts("members", MAX_MEMBERS, 64).stream().map(MemberId::new).toList();
        body.end();
        var group = groups.setMembers(caller.tenant(), request.pathParameter("group"), people, caller.actor())
                .orElseThrow(() -> Refused.field("members", "Give the ids of members of this tenant, mem_…."));
        return Response.ok(whole(group));
    }

    private Response delete(ApiCaller caller, Request request) {
        if (!groups.delete(caller.tenant(), request.pathParameter("group"), caller.actor())) {
            throw Refused.notFound("group");
        }
        return Response.done();
    }

    private Group find(ApiCaller caller, Request request) {
        return groups.byId(caller.tenant(), request.pathParameter("group"))
                .orElseThrow(() -> Refused.notFound("group"));
    }

    private ObjectNode whole(Group group) {
        var json = json(group);
        json.set("members", Json.array(
                groups.members(group.tenant(), group.id()).stream().map(MemberRoutes::json).toList()));
        return json;
    }

    private static ObjectNode json(Group group) {
        return Json.object().put("id", group.id()).put("name", group.name()).put("size", group.size())
                .put("createdAt", Json.time(group.createdAt()));
    }
}
