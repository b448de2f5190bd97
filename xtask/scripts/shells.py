"""Types command lines into real shells, presses TAB and reads what the shell makes of them.

usage: shells.py FOLDER_OF_THE_PROGRAM
"""
import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time

import pyte

PROGRAM = "cognito-idp"
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f'eval "$({PROGRAM} completion bash aws)"'),
    "zsh": (["zsh", "-f", "-i"], f'autoload -Uz compinit; compinit -u -D; eval "$({PROGRAM} completion zsh aws)"'),
    "fish": (["fish", "--no-config", "-i"], f"{PROGRAM} completion fish aws | source"),
}
# What is typed, and what the line holds after TAB.
CASES = [
    ("set-user-pool-mfa-c", "set-user-pool-mfa-config "),
    ("set-user-pool-mfa-config --user-p", "--user-pool-id "),
    ("set-user-pool-mfa-config --mfa-configuration OPT", "OPTIONAL"),
    ("set-user-pool-mfa-config --software-token-mfa-configuration En", "Enabled="),
    ("set-user-pool-mfa-config --software-token-mfa-configuration Enabled=tr", "Enabled=true"),
    ("set-user-pool-mfa-config --sms-mfa-configuration 'SmsConfiguration={SnsR", "'SmsConfiguration={SnsRegion="),
    ("list-users --output yaml-s", "yaml-stream"),
    ("list-users --region mx-", "mx-central-1"),
    ("list-users --profile dev-a", "dev-account"),
    ("describe-user-pool --user-pool-id us-e", "us-east-1_TABTAB01"),
    ("describe-user-pool-client --user-pool-id us-east-1_TABTAB01 --client-id 1ex", "1exampleclient"),
    ("get-group --user-pool-id us-east-1_TABTAB01 --group-name ed", "editors"),
]
# The same behind `aws`, which knows no other service.
AS_AWS = [
    ("cog", "cognito-idp "),
    ("--profile dev-a", "dev-account"),
    ("cognito-idp set-user-pool-mfa-c", "set-user-pool-mfa-config "),
    ("--region us-east-1 cognito-idp describe-user-pool --user-pool-id us-e", "us-east-1_TABTAB01"),
    ("cognito-idp set-user-pool-mfa-config --software-token-mfa-configuration En", "Enabled="),
]
# And where the AWS CLI's own program completes the others.
BESIDE = [
    ("s3 presi", "presign"),
    ("s3 cp cognito-idp --recu", "--recursive"),
    ("cognito-idp set-user-pool-mfa-c", "set-user-pool-mfa-config "),
]
COMPLETER = """#!/bin/sh
case "$COMP_LINE" in
*presi) echo "presign " ;;
*--recu) echo --recursive ;;
esac
"""
# What the service lists.
REPLIES = [
    {
        "operation": "ListUserPools",
        "body": {
            "UserPools": [
                {"Id": "eu-west-1_OTHER0002", "Name": "staff"},
                {"Id": "us-east-1_TABTAB01", "Name": "customers"},
            ]
        },
    },
    {
        "operation": "ListUserPoolClients",
        "body": {"UserPoolClients": [{"ClientId": "1exampleclient", "UserPoolId": "us-east-1_TABTAB01"}]},
    },
    {"operation": "ListGroups", "body": {"Groups": [{"GroupName": "editors"}]}},
]
WIDTH, HEIGHT = 200, 50


class Shell:
    """A shell at the other end of a terminal."""

    def __init__(self, name, folder, service):
        words, self.source = START.get(name, ([name, "--cli-auto-prompt"], None))
        self.name = name
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.write_process_input = self.type
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.end = pty.fork()
        if self.pid == 0:
            home = os.path.join(folder, "shells-home")
            os.makedirs(os.path.join(home, ".aws"), exist_ok=True)
            with open(os.path.join(home, ".aws", "config"), "w") as file:
                file.write("[profile dev-account]\nregion = eu-west-1\n")
            paths = [folder] + os.environ["PATH"].split(os.pathsep)
            # The AWS CLI's own program is there when a case says so.
            paths = [path for path in paths if not os.path.exists(os.path.join(path, "aws_completer"))]
            os.environ.update(PATH=os.pathsep.join(paths), HOME=home, TERM="linux", PS1="READY> ")
            for name in ["AWS_CONFIG_FILE", "AWS_PROFILE", "XDG_CACHE_HOME"]:
                os.environ.pop(name, None)
            shutil.rmtree(os.path.join(home, ".cache"), ignore_errors=True)
            os.environ.update(AWS_ENDPOINT_URL=service, AWS_REGION="us-east-1")
            os.environ.update(AWS_ACCESS_KEY_ID="AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY="secret")
            os.execvp(words[0], words)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))

    def type(self, text):
        os.write(self.end, text.encode())

    def shows(self, text, seconds):
        """Whether a line of the terminal has the text within this time."""
        end = time.time() + seconds
        while time.time() < end:
            if select.select([self.end], [], [], 0.1)[0]:
                self.stream.feed(os.read(self.end, 65536))
            if text and any(text in line for line in self.screen.display):
                return True
        return False

    def start(self):
        self.shows(None, 1.5)
        sum_of = "(math 1+1)" if self.name == "fish" else "$((1+1))"
        self.type(f"{self.source}; echo LOADED-{sum_of}\r")
        assert self.shows("LOADED-2", 15), self.report("did not load the script")
        self.shows(None, 0.5)
        self.prompt = self.screen.display[self.screen.cursor.y].strip()
        assert self.prompt, self.report("has no prompt")

    def completes(self, typed, expected, program=PROGRAM):
        self.screen.reset()
        self.type(f"{program} {typed}\t")
        wanted = f"{program} {typed[: typed.rfind(' ') + 1]}{expected}".rstrip()
        assert self.shows(wanted, 8), self.report(f"did not make `{wanted}` of `{typed}`")
        # A new line; what is typed before its prompt stands is lost.
        self.screen.reset()
        self.type("\x03")
        assert self.shows(self.prompt, 15), self.report("shows no prompt after Ctrl-C")
        self.shows(None, 0.3)

    def add_to_path(self, folder):
        fish = self.name == "fish"
        sets = f"set -gx PATH {folder} $PATH" if fish else f"PATH={folder}:$PATH; hash -r"
        self.type(f"{sets}; echo ADDED-{'$status' if fish else '$?'}\r")
        assert self.shows("ADDED-0", 15), self.report("did not change its path")
        self.shows(None, 0.5)

    def press(self, keys, expected):
        self.type(keys)
        assert self.shows(expected, 8), self.report(f"does not show `{expected}`")

    def report(self, problem):
        lines = "\n".join(line.rstrip() for line in self.screen.display if line.strip())
        return f"{self.name} {problem}. The terminal shows:\n{lines}"


def service(folder):
    """The program's own stand-in for the service, with things to list."""
    replies = os.path.join(folder, "shells-replies.json")
    with open(replies, "w") as file:
        json.dump(REPLIES, file)
    program = [os.path.join(folder, PROGRAM), "stub-server", "--replies", replies]
    server = subprocess.Popen(program, stdout=subprocess.PIPE, text=True)
    return server, json.loads(server.stdout.readline())["Endpoint"]


def beside(folder):
    """A stand-in for the AWS CLI's own program for completion, in a folder of its own."""
    path = os.path.join(folder, "shells-completer", "aws_completer")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(COMPLETER)
    os.chmod(path, 0o755)
    return os.path.dirname(path)


def prompt(folder, address):
    """The prompt finds and runs a command, with a pool out of a list: no key but arrows, TAB, Enter and a digit."""
    offered = subprocess.run([os.path.join(folder, PROGRAM), "completion", "words", ""], capture_output=True, text=True)
    names = [line.split("\t")[0] for line in offered.stdout.splitlines()]
    command = "set-user-pool-mfa-config"
    editor = Shell(PROGRAM, folder, address)
    editor.press("", f"> {PROGRAM}")
    editor.press("\t", names[0])
    for name in reversed(names[names.index(command):]):
        editor.press("\x1b[A", name)
    editor.press("\r", f"> {PROGRAM} {command}")
    editor.press("\t", "Required.")
    editor.press("\r", f"{command} --user-pool-id")
    editor.press("\t", "1. staff")
    editor.press("\x1b[B", "2. customers")
    editor.press("2", "us-east-1_TABTAB01")
    editor.press("\t", f"> {PROGRAM} {command} --user-pool-id us-east-1_TABTAB01")
    editor.press("\r", f"Running: {PROGRAM} {command} --user-pool-id us-east-1_TABTAB01")
    print("prompt: found and run with arrows, TAB and a digit")


def main():
    folder = os.path.abspath(sys.argv[1])
    missing = [name for name in START if not shutil.which(name)]
    if missing:
        sys.exit(f"needs {', '.join(missing)} (Debian packages of the same names)")
    server, address = service(folder)
    try:
        for name in START:
            shell = Shell(name, folder, address)
            shell.start()
            for typed, expected in CASES:
                shell.completes(typed, expected)
            for typed, expected in AS_AWS:
                shell.completes(typed, expected, "aws")
            shell.add_to_path(beside(folder))
            for typed, expected in BESIDE:
                shell.completes(typed, expected, "aws")
            shell.type("exit\r")
            print(f"{name}: {len(CASES) + len(AS_AWS) + len(BESIDE)} lines completed")
        prompt(folder, address)
    finally:
        server.terminate()


main()
