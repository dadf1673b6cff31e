package dev.parley.platform.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Every route of the hub, found by method and path. A fixed segment goes before a parameter; `{name...}` as the last
/// segment stands for the rest of the path.
public final class RouteTable {
    private final Node root = new Node();
    private final List<Route> routes;
    private final List<SocketRoute> sockets;

    public RouteTable(List<Route> routes, List<SocketRoute> sockets) {
        this.routes = List.copyOf(routes);
        this.sockets = List.copyOf(sockets);
        for (var route : routes) {
            if (root.reach(route.path()).routes.putIfAbsent(route.method(), route) != null) {
                throw new IllegalArgumentException("Two routes answer " + route.method() + " " + route.path());
            }
        }
        for (var socket : sockets) {
            root.reach(socket.path()).socket = socket;
        }
    }

    public List<Route> routes() {
        return routes;
    }

    public List<SocketRoute> sockets() {
        return sockets;
    }

    /// What stands at a path; null if nothing does.
    @Nullable Place find(String path) {
        var parameters = new HashMap<String, String>();
        var node = root.find(segments(path), 0, parameters);
        return node == null ? null : new Place(node.routes, node.socket, parameters);
    }

    /// The routes at one path, by method, the socket there if any, and what the template's parameters stand for.
    record Place(Map<String, Route> routes, @Nullable SocketRoute socket, Map<String, String> parameters) {
        /// The methods that are answered here, as the header `Allow` lists them.
        String allowed() {
            return String.join(", ", new TreeSet<>(routes.keySet()));
        }
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static final class Node {
        final Map<String, Node> fixed = new HashMap<>();
        final Map<String, Route> routes = new HashMap<>();
        final List<Parameter> parameters = new ArrayList<>();
        @Nullable SocketRoute socket;

        Node reach(String template) {
            var node = this;
            for (var segment : segments(template)) {
                node = segment.startsWith("{")
                        ? node.parameter(segment.substring(1, segment.length() - 1))
                        : node.fixed.computeIfAbsent(segment, _ -> new Node());
            }
            return node;
        }

        private Node parameter(String name) {
            for (var parameter : parameters) {
                if (parameter.name.equals(name)) {
                    return parameter.node;
                }
            }
            var parameter = new Parameter(name, new Node());
            parameters.add(parameter);
            return parameter.node;
        }

        @Nullable Node find(List<String> path, int at, Map<String, String> values) {
            if (at == path.size()) {
                return routes.isEmpty() && socket == null ? null : this;
            }
            var next = fixed.get(path.get(at));
            var found = next == null ? null : next.find(path, at + 1, values);
            if (found != null) {
                return found;
            }
            for (var parameter : parameters) {
                found = parameter.find(path, at, values);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
    }

    private record Parameter(String name, Node node) {
        @Nullable Node find(List<String> path, int at, Map<String, String> values) {
            if (name.endsWith("...")) {
                values.put(name.substring(0, name.length() - 3), String.join("/", path.subList(at, path.size())));
                return node;
            }
            if (path.get(at).isEmpty()) {
                return null;
            }
            var found = node.find(path, at + 1, values);
            if (found != null) {
                values.put(name, path.get(at));
            }
            return found;
        }
    }
}
