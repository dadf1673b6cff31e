"""Stands for PyJWT where it is not installed: `encode` as the samples call it, HS256 alone."""

import base64
import calendar
import hashlib
import hmac
import json
from datetime import datetime


def _segment(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _claim(value):
    return calendar.timegm(value.utctimetuple()) if isinstance(value, datetime) else value


def encode(payload, key, algorithm):
    if algorithm != "HS256":
        raise NotImplementedError(algorithm)
    claims = {name: _claim(value) for name, value in payload.items()}
    header = {"alg": algorithm, "typ": "JWT"}
    signed = b".".join(_segment(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims))
    return (signed + b"." + _segment(hmac.new(key.encode(), signed, hashlib.sha256).digest())).decode()
