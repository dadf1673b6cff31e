# What the sample expects around it: an application, and a session whose user somebody has looked up.
from types import SimpleNamespace
from flask import Flask

app = Flask(__name__)


@app.before_request
def find_user():
    g.user = SimpleNamespace(id='user-42', email='jane@example.com')


# The sample.
# /embed/token — your backend
import os, requests
from flask import g, jsonify

@app.get('/embed/token')
def embed_token():
    r = requests.post(
        f"{os.environ['RANCH_API_URL']}/auth/embed/token",
        headers={
            'Authorization': f"Bearer {os.environ['RANCH_API_KEY']}",
            'Content-Type': 'application/json',
        },
        json={
            'sub': g.user.id,
            'email': g.user.email,
            'expiresIn': '15m',
        },
        timeout=5,
    )
    r.raise_for_status()
    data = r.json()['data']
    return jsonify(token=data['token'])

# The end of the sample: a request of that user.
print(app.test_client().get('/embed/token').get_json()['token'])
