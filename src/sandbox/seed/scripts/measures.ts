import { python } from '../script.ts';

/** Something that fills up: warns and alarms by percentage of its capacity. */
export const USAGE = python(`import os

RESOURCE = os.environ["RESOURCE"]
MEASURE = os.environ["MEASURE"]
USED = float(os.environ["USED"])
CAPACITY = float(os.environ["CAPACITY"])
WARN_PERCENT = float(os.environ.get("WARN_PERCENT", "80"))
ALARM_PERCENT = float(os.environ.get("ALARM_PERCENT", "95"))
REMEDY = os.environ["REMEDY"]


def main():
    percent = 100 * USED / CAPACITY
    print(f"{RESOURCE}: {USED:g} of {CAPACITY:g} {MEASURE} ({percent:.0f}%)")
    if percent < WARN_PERCENT:
        return []
    severity = 2 if percent >= ALARM_PERCENT else 3
    return [{
        "issue title": f"{RESOURCE} uses {USED:g} of {CAPACITY:g} {MEASURE} ({percent:.0f}%)",
        "issue description": f"{RESOURCE} has {USED:g} of {CAPACITY:g} {MEASURE} in use, {percent:.1f}%; "
                             f"the warning starts at {WARN_PERCENT:g}%, the alarm at {ALARM_PERCENT:g}%.",
        "issue severity": severity,
        "issue next steps": REMEDY,
    }]
`);

/** Slow answers: the 95th percentile of SAMPLES_MS against a limit. */
export const LATENCY = python(`import json
import math
import os

SERVICE = os.environ["SERVICE"]
SAMPLES_MS = sorted(json.loads(os.environ["SAMPLES_MS"]))
LIMIT_MS = int(os.environ.get("P95_LIMIT_MS", "800"))


def main():
    p95 = SAMPLES_MS[math.ceil(0.95 * len(SAMPLES_MS)) - 1]
    median = SAMPLES_MS[len(SAMPLES_MS) // 2]
    print(f"{SERVICE}: p95 {p95} ms, median {median} ms over {len(SAMPLES_MS)} samples")
    if p95 <= LIMIT_MS:
        return []
    return [{
        "issue title": f"{SERVICE} answers slowly: p95 {p95} ms, limit {LIMIT_MS} ms",
        "issue description": f"Of {len(SAMPLES_MS)} sampled requests the slowest took {SAMPLES_MS[-1]} ms; "
                             f"the median is {median} ms, the 95th percentile {p95} ms.",
        "issue severity": 2 if p95 > 2 * LIMIT_MS else 3,
        "issue next steps": f"Look at what {SERVICE} waits for; slow with a low median points to a pool or a lock.",
    }]
`);

/** Too many failed requests. */
export const ERROR_RATE = python(`import os

SERVICE = os.environ["SERVICE"]
REQUESTS = int(os.environ["REQUESTS"])
ERRORS = int(os.environ["ERRORS"])
LIMIT_PERCENT = float(os.environ.get("LIMIT_PERCENT", "1"))
REMEDY = os.environ["REMEDY"]


def main():
    percent = 100 * ERRORS / REQUESTS
    print(f"{SERVICE}: {ERRORS} of {REQUESTS} requests failed ({percent:.2f}%)")
    if percent <= LIMIT_PERCENT:
        return []
    return [{
        "issue title": f"{SERVICE} fails {percent:.1f}% of requests",
        "issue description": f"{ERRORS} of {REQUESTS} requests failed within the last 15 minutes; "
                             f"{LIMIT_PERCENT:g}% are accepted.",
        "issue severity": 2 if percent > 10 * LIMIT_PERCENT else 4,
        "issue next steps": REMEDY,
    }]
`);

/** Log lines that tell of trouble. LOG holds a sample, a line each with its count. */
export const LOG_PATTERN = python(`import json
import os
import re

APP = os.environ["APP"]
LOG = json.loads(os.environ["LOG"])
PATTERN = os.environ["LOG_PATTERN"]
LIMIT = int(os.environ.get("LIMIT", "20"))
TROUBLE = os.environ["TROUBLE"]
REMEDY = os.environ["REMEDY"]


def main():
    hits = {line: count for line, count in LOG.items() if re.search(PATTERN, line)}
    total = sum(hits.values())
    print(f"{total} log lines of {APP} match {PATTERN}")
    for line, count in hits.items():
        print(f"{count:>5} {line}")
    if total <= LIMIT:
        return []
    worst = max(hits, key=hits.get)
    return [{
        "issue title": f"{APP} {TROUBLE}: {total} times in 15 minutes",
        "issue description": f"{total} log lines match {PATTERN}, {LIMIT} are accepted. Most frequent: {worst}",
        "issue severity": 1 if total > 10 * LIMIT else 3,
        "issue next steps": REMEDY,
    }]
`);

/** Secrets and certificates that run out. ITEMS holds days left by name. */
export const EXPIRY = python(`import json
import os

STORE = os.environ["STORE"]
ITEMS = json.loads(os.environ["ITEMS"])
WARN_DAYS = int(os.environ.get("WARN_DAYS", "30"))


def main():
    issues = []
    for name, days in ITEMS.items():
        print(f"{STORE}/{name}: {days} days left")
        if days > WARN_DAYS:
            continue
        issues.append({
            "issue title": f"{name} in {STORE} expires in {days} days",
            "issue description": f"{STORE}/{name} has {days} days left, less than the {WARN_DAYS} that a rotation needs.",
            "issue severity": 2 if days <= 7 else 3,
            "issue next steps": f"Issue a new version of {name}, deploy it, then disable the old one in {STORE}.",
        })
    return issues
`);

/** Daily cost that grows too fast. DAILY_COST holds the last days, oldest first. */
export const COST = python(`import json
import os

ACCOUNT = os.environ["ACCOUNT"]
DAILY_COST = json.loads(os.environ["DAILY_COST"])
GROWTH_PERCENT = float(os.environ.get("GROWTH_PERCENT", "25"))


def main():
    *earlier, latest = DAILY_COST
    usual = sum(earlier) / len(earlier)
    growth = 100 * (latest - usual) / usual
    print(f"{ACCOUNT}: {latest:.2f} EUR yesterday, {usual:.2f} EUR usual, {growth:+.0f}%")
    if growth < GROWTH_PERCENT:
        return []
    return [{
        "issue title": f"{ACCOUNT} cost {latest:.0f} EUR yesterday, {growth:.0f}% more than usual",
        "issue description": f"The mean of the {len(earlier)} days before is {usual:.2f} EUR; "
                             f"growth under {GROWTH_PERCENT:g}% is accepted.",
        "issue severity": 4,
        "issue next steps": f"Group yesterday's cost of {ACCOUNT} by SKU and compare it with the week before.",
    }]
`);
