"""Task: every pod of one namespace that should be ready and is not.

Environment  NAMESPACE   namespace to look at (required)
             CONTEXT     kubectl context (optional; without it the kubeconfig's current one)
Secret       kubeconfig  path of a kubeconfig file

Needs kubectl. Where it is missing, or the cluster does not answer, that is reported as an issue.
"""

import json
import os
import shutil
import subprocess
import traceback

NAMESPACE = os.environ.get("NAMESPACE", "")
CONTEXT = os.environ.get("CONTEXT", "")
BROKEN = ("CrashLoopBackOff", "ImagePull", "CreateContainer")


def issue(severity, title, description, next_steps):
    return {
        "issue severity": severity,
        "issue title": title,
        "issue description": description,
        "issue next steps": next_steps,
    }


def kubectl_command(*arguments):
    context = [f"--context={CONTEXT}"] if CONTEXT else []
    return ["kubectl", *context, "--request-timeout=30s", f"--namespace={NAMESPACE}", *arguments]


def list_pods():
    environment = {**os.environ, "KUBECONFIG": os.environ.get("kubeconfig", "")}
    found = subprocess.run(
        kubectl_command("get", "pods", "--output=json"),
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode != 0:
        reason = found.stderr.strip().splitlines() or [f"exit code {found.returncode}"]
        raise RuntimeError(f"kubectl could not list the pods: {reason[-1]}")
    return json.loads(found.stdout)["items"]


def is_ready(pod):
    conditions = pod["status"].get("conditions", [])
    return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)


def waiting_reasons(pod):
    containers = pod["status"].get("containerStatuses", [])
    return [one["state"]["waiting"].get("reason", "unknown") for one in containers if "waiting" in one["state"]]


def pod_issue(pod):
    name = pod["metadata"]["name"]
    reasons = ", ".join(waiting_reasons(pod)) or "no reason given"
    restarts = sum(one.get("restartCount", 0) for one in pod["status"].get("containerStatuses", []))
    severity = 2 if any(word in reasons for word in BROKEN) else 3
    describe = " ".join(kubectl_command("describe", "pod", name))
    logs = " ".join(kubectl_command("logs", name, "--all-containers", "--tail=100"))
    return issue(
        severity,
        f"Pod {name} in {NAMESPACE} is not ready",
        f"Phase {pod['status'].get('phase')}, waiting for: {reasons}, {restarts} restarts so far.",
        f"Run `{describe}`, then `{logs}`.",
    )


def check_pods(pods):
    expected = [pod for pod in pods if pod["status"].get("phase") != "Succeeded"]
    broken = [pod for pod in expected if not is_ready(pod)]
    ready = len(expected) - len(broken)
    issues = [pod_issue(pod) for pod in broken]
    if expected and not ready:
        events = " ".join(kubectl_command("get", "events", "--sort-by=.lastTimestamp"))
        issues.append(
            issue(
                1,
                f"No pod in {NAMESPACE} is ready",
                f"None of the {len(expected)} pods is ready: whatever this namespace serves is down.",
                f"Run `{events}` and look for the first failure.",
            )
        )
    issues.append(
        issue(
            4,
            f"Pod readiness in {NAMESPACE}: {ready} of {len(expected)} ready",
            f"Looked at {len(expected)} pods in {NAMESPACE}; {ready} are ready, {len(broken)} are not. "
            "Finished pods are left out.",
            f"Nothing to do for this summary. List the pods with `{' '.join(kubectl_command('get', 'pods'))}`.",
        )
    )
    return issues


def main():
    if not NAMESPACE:
        return [
            issue(
                3,
                "Pod readiness check has no namespace",
                "The environment variable NAMESPACE is empty, so there is nothing to look at.",
                "Set NAMESPACE in env_vars of this task and run it again.",
            )
        ]
    if shutil.which("kubectl") is None:
        return [
            issue(
                3,
                f"Pod readiness of {NAMESPACE} cannot be checked: no kubectl",
                f"The program kubectl is not installed where this script ran, so the pods of {NAMESPACE} were not looked at.",
                "Run this task in a location whose runner has kubectl; get_workspace_locations lists them.",
            )
        ]
    try:
        return check_pods(list_pods())
    except Exception as error:  # an uncaught exception would count as a pass without issues
        traceback.print_exc()
        return [
            issue(
                2,
                f"Pods of {NAMESPACE} cannot be checked",
                f"The check of {NAMESPACE} stopped with {type(error).__name__}: {error}",
                "Check the secret kubeconfig, the context and the rights of its user: "
                f"`{' '.join(kubectl_command('auth', 'can-i', 'list', 'pods'))}`.",
            )
        ]
