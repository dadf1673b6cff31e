"""The smallest product with an agent: two users, one page, and an endpoint that vouches for whoever is signed in."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import sys
import time
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

HUB = os.environ.get("PARLEY_HUB", "http://127.0.0.1:8080")
AGENT = os.environ.get("PARLEY_AGENT")
SECRET = os.environ.get("PARLEY_IDENTITY_SECRET")
PORT = int(os.environ.get("PORT", "3000"))
if not AGENT or not SECRET:
    sys.exit("Set PARLEY_AGENT to the agent's slug and PARLEY_IDENTITY_SECRET to its identity secret.")

USERS = {
    "jane": {"email": "jane@example.com", "name": "Jane"},
    "omar": {"email": "omar@example.com", "name": "Omar"},
}
SESSIONS = {}


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def sign_token(user):
    """An HS256 token (RFC 7515) that the hub takes for `user` during ten minutes."""
    now = int(time.time())
    header = {"alg": "HS256", "typ": "JWT"}
    claims = {"user_email": user["email"], "variables": {"name": user["name"]}, "iat": now, "exp": now + 600}
    signed = b".".join(encode(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(SECRET.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + encode(signature)).decode()


class Product(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/":
            return self.answer(404)
        user = self.user()
        html = Path(__file__).with_name("index.html").read_text(encoding="utf-8")
        for name, value in (("hub", HUB), ("agent", AGENT), ("user", user["email"] if user else "")):
            html = html.replace("{{" + name + "}}", value)
        self.answer(200, html, "text/html; charset=utf-8")

    def do_POST(self):
        if self.path == "/sign-in":
            self.sign_in()
        elif self.path == "/sign-out":
            self.sign_out()
        elif self.path == "/api/parley-token":
            self.token()
        else:
            self.answer(404)

    def sign_in(self):
        """Stands for your product's own login, which asks for more than a click."""
        length = int(self.headers.get("Content-Length", 0))
        if length > 1000:
            return self.answer(413)
        user = USERS.get(parse_qs(self.rfile.read(length).decode()).get("user", [""])[0])
        if user is None:
            return self.answer(404)
        session = secrets.token_urlsafe(32)
        SESSIONS[session] = user
        self.go_home(f"session={session}; Path=/; HttpOnly; SameSite=Lax")

    def sign_out(self):
        SESSIONS.pop(self.session(), None)
        self.go_home("session=; Path=/; Max-Age=0")

    def token(self):
        """Vouches for the user of the session and nobody else: no parameter says for whom."""
        user = self.user()
        if user is None:
            return self.answer(401, json.dumps({"error": "Nobody is signed in."}), "application/json")
        self.answer(200, json.dumps({"token": sign_token(user)}), "application/json")

    def session(self):
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        return cookie.value if cookie else None

    def user(self):
        return SESSIONS.get(self.session())

    def go_home(self, cookie):
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self, status, text="", media_type="text/plain"):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", PORT), Product)
print(f"Open http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
