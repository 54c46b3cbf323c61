"""Makes the folders of a manifest of paths, level by level: what a script for the job looks like.

usage: by_level.py MANIFEST THREADS CALLS_PER_SECOND (0 for no limit)

One name a call, connections kept alive, nothing written down. The environment names the API and the token.
"""

import csv
import http.client
import json
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

HEADERS = {
    "Platform": "open_platform",
    "Content-Type": "application/json",
    "Authorization": "Bearer " + os.environ["PANTREE_ACCESS_TOKEN"],
}
HOST = urlsplit(os.environ["PANTREE_BASE_URL"]).netloc
MKDIR = "/upload/v1/oss/file/mkdir"


class Pace:
    """Lets calls leave evenly."""

    def __init__(self, rate):
        self.gap = 1 / rate if rate else 0
        self.lock = threading.Lock()
        self.next = time.monotonic()

    def wait(self):
        with self.lock:
            now = time.monotonic()
            moment = max(now, self.next)
            self.next = moment + self.gap
        if moment > now:
            time.sleep(moment - now)


def levels(manifest):
    """The folders of each level, with the parents that no row names."""
    found = []
    with open(manifest, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = row["path"].strip("/").split("/")
            for depth in range(len(names)):
                if depth == len(found):
                    found.append({})
                found[depth][tuple(names[: depth + 1])] = None
    return found


def main(manifest, threads, rate):
    ids = {(): ""}
    pace = Pace(rate)
    own = threading.local()

    def mkdir(folder):
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection(HOST)
        body = json.dumps({"name": folder[-1], "parentID": ids[folder[:-1]], "type": 1}).encode()
        while True:
            pace.wait()
            own.connection.request("POST", MKDIR, body, HEADERS)
            answer = json.loads(own.connection.getresponse().read())
            if answer["code"] == 0:
                return answer["data"]["list"][0]["dirID"]
            if answer["code"] != 429:
                raise SystemExit(f"{folder}: {answer}")
            time.sleep(1)

    with ThreadPoolExecutor(threads) as pool:
        for level in levels(manifest):
            ids.update(zip(level, pool.map(mkdir, level)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
