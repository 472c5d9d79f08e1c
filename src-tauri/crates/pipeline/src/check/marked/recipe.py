#!/usr/bin/env python3
"""Gathers the drafts that were marked by hand, for the test `names_and_numbers_that_nobody_gave` to measure.

    python3 recipe.py RUNS CORPUS > DRAFTS

RUNS is a folder that has what `quality` wrote (raw.jsonl, anywhere below), CORPUS the folder with email, posts and
review. Which drafts stands in marks.txt, by their checksums. In DRAFTS a record ends with RS and a field with US:
checksum, kind, title, to, about, rating, points one a line, message, start, draft, and then what its author wrote before.
"""

import hashlib
import json
import pathlib
import sys

FOLDERS = {"email": "email", "post": "posts", "review": "review"}


def checksum(draft):
    said = json.dumps([draft["id"], draft["row"], draft["brief"], draft["text"]], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def earlier(draft, corpus):
    author, number = draft["id"].split("/")
    folder = corpus / FOLDERS[draft["brief"]["kind"]] / author
    return [json.loads(path.read_text())["text"] for path in sorted(folder.glob("*.json")) if path.stem < number]


def main(runs, corpus):
    marks = pathlib.Path(__file__).with_name("marks.txt").read_text().splitlines()
    wanted = {line.split()[2] for line in marks if not line.startswith("#")}
    for path in sorted(pathlib.Path(runs).rglob("raw.jsonl")):
        for draft in map(json.loads, path.read_text().splitlines()):
            known = checksum(draft)
            if known not in wanted:
                continue
            wanted.remove(known)
            brief = draft["brief"]
            given = [brief[name] for name in ("kind", "title", "to", "about", "rating")]
            given += ["\n".join(brief["points"]), brief["reply_to"], brief["start"], draft["text"]]
            fields = [known, *given, *earlier(draft, pathlib.Path(corpus))]
            sys.stdout.write("\x1f".join(fields) + "\x1e")
    if wanted:
        sys.exit(f"not found: {' '.join(sorted(wanted))}")


main(*sys.argv[1:])
