"""Writes known answers of pycognito as JSON; see README.md."""

import base64
import datetime
import hashlib
import hmac
import json
import random
import unittest.mock

from pycognito import aws_srp
from pycognito.aws_srp import AWSSRP

N, G = aws_srp.hex_to_long(aws_srp.N_HEX), 2
K = aws_srp.hex_to_long(aws_srp.hex_hash("00" + aws_srp.N_HEX + "02"))
rng = random.Random(20200913)


def text(length):
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for _ in range(length))


def exchange(group, name, password, salt, wanted):
    """A client's `a` and a service's `B` such that `wanted(A, B, u, S)` holds."""
    inner = aws_srp.hash_sha256(f"{group}{name}:{password}".encode())
    x = int(aws_srp.hex_hash(aws_srp.pad_hex(int(salt, 16)) + inner), 16)
    v = pow(G, x, N)
    b = rng.getrandbits(3072) % N
    big_b = (K * v + pow(G, b, N)) % N
    while True:
        a = rng.getrandbits(1024)
        big_a = pow(G, a, N)
        u = aws_srp.calculate_u(big_a, big_b)
        s = pow(big_a * pow(v, u, N), b, N)
        if wanted(big_a, big_b, u, s):
            return a, big_b


def case(kind, label, wanted, salt=None, password=None):
    group = text(9) if kind == "user" else "-" + text(8)
    name = rng.choice(["jane", "7c1b8a52-5b3e-4c0f-9a4b-1f5f0d1f3c11", "zoë@example.com"])
    name = name if kind == "user" else f"eu-west-1_{text(8)}"
    password = password or text(rng.randrange(8, 60))
    salt = salt or f"{rng.getrandbits(127) | 1 << 126:x}"
    a, big_b = exchange(group, name, password, salt, wanted)
    block = base64.b64encode(rng.randbytes(rng.randrange(16, 1200))).decode()
    now = datetime.datetime(2020, 1, 1) + datetime.timedelta(seconds=rng.randrange(400_000_000))
    out = {"kind": kind, "label": label, "group": group, "name": name, "password": password, "a": f"{a:0256x}",
           "salt": salt, "srp_b": f"{big_b:x}", "secret_block": block, "seconds": int((now - datetime.datetime(1970, 1, 1)).total_seconds())}
    return out | answer(out, now)


def answer(c, now):
    client = AWSSRP("jane", c["password"], f"eu-west-1_{c['group']}", "client", client=object(),
                    device_key=c["name"], device_group_key=c["group"], device_password=c["password"])
    client.small_a_value = int(c["a"], 16)
    client.large_a_value = client.calculate_a()
    parameters = {"USERNAME": "jane", "USER_ID_FOR_SRP": c["name"], "SALT": c["salt"], "SRP_B": c["srp_b"],
                  "SECRET_BLOCK": c["secret_block"]}
    with unittest.mock.patch.object(aws_srp.datetime, "datetime") as clock:
        clock.utcnow.return_value = now
        reply = (client.process_challenge(parameters, client.get_auth_params()) if c["kind"] == "user"
                 else client.process_device_challenge(parameters))
    return {"srp_a": client.get_auth_params()["SRP_A"], "timestamp": reply["TIMESTAMP"],
            "signature": reply["PASSWORD_CLAIM_SIGNATURE"]}



def device_verifier():
    group, key = "-" + text(8), f"eu-west-1_{text(8)}"
    password, config = aws_srp.generate_hash_device(group, key)
    return {"group": group, "name": key, "password": password, "salt": config["Salt"],
            "verifier": config["PasswordVerifier"]}


def secret_hash(username, client, secret):
    return {"username": username, "client_id": client, "client_secret": secret,
            "hash": AWSSRP.get_secret_hash(username, client, secret)}


SHAPES = {
    "any": lambda A, B, u, s: True,
    "A is short": lambda A, B, u, s: A.bit_length() <= 3064,
    "A has an odd number of digits": lambda A, B, u, s: A.bit_length() in range(3065, 3069),
    "u is short": lambda A, B, u, s: u.bit_length() <= 248,
    "u starts with a set bit": lambda A, B, u, s: u.bit_length() == 256,
    "S is short": lambda A, B, u, s: s.bit_length() <= 3064,
    "S starts with a set bit": lambda A, B, u, s: s.bit_length() == 3072,
    "S is short and starts with a set bit": lambda A, B, u, s: s.bit_length() == 3064,
}

print(json.dumps({
    "claims": [case(kind, label, wanted) for kind in ("user", "device") for label, wanted in SHAPES.items()]
    + [case("user", "salt starts with a set bit", SHAPES["any"], salt="ff" + f"{rng.getrandbits(120):030x}"),
       case("user", "salt has an odd number of digits", SHAPES["any"], salt="a" + f"{rng.getrandbits(120):030x}"),
       case("user", "salt has a zero in front", SHAPES["any"], salt="00" + f"{rng.getrandbits(120) | 1 << 118:030x}"),
       case("user", "password beyond ASCII", SHAPES["any"], password="pässwörd 密码 🔑")],
    "device_verifiers": [device_verifier() for _ in range(4)],
    "secret_hashes": [secret_hash("jane", "1example23456789", "9f8e7d6c5b4a39281706f5e4d3c2b1a0abcdefghijklmnopqrst"),
                      secret_hash("zoë@example.com", text(26), text(52)), secret_hash("", "", "x"), secret_hash("j", "c", text(200))],
}, indent=1, ensure_ascii=False))
