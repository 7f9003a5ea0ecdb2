"""SLI: share of ready pods in one namespace, from 0 (none) to 1 (all).

Environment  NAMESPACE   namespace to look at (required)
             CONTEXT     kubectl context (optional; without it the kubeconfig's current one)
Secret       kubeconfig  path of a kubeconfig file

No pods at all counts as 1: nothing is expected there. What cannot be looked at counts as 0. The runner turns
an exception into 0 as well, so the reason goes to standard error.
"""

import json
import os
import shutil
import subprocess
import sys

NAMESPACE = os.environ.get("NAMESPACE", "")
CONTEXT = os.environ.get("CONTEXT", "")


def list_pods():
    context = [f"--context={CONTEXT}"] if CONTEXT else []
    found = subprocess.run(
        ["kubectl", *context, "--request-timeout=30s", f"--namespace={NAMESPACE}", "get", "pods", "--output=json"],
        env={**os.environ, "KUBECONFIG": os.environ.get("kubeconfig", "")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(found.stdout)["items"]


def is_ready(pod):
    conditions = pod["status"].get("conditions", [])
    return any(one["type"] == "Ready" and one["status"] == "True" for one in conditions)


def main():
    if not NAMESPACE or shutil.which("kubectl") is None:
        print("NAMESPACE is not set, or kubectl is missing.", file=sys.stderr)
        return 0.0
    try:
        pods = [pod for pod in list_pods() if pod["status"].get("phase") != "Succeeded"]
    except subprocess.CalledProcessError as error:
        print(f"The cluster did not answer: {error.stderr}", file=sys.stderr)
        return 0.0
    ready = sum(is_ready(pod) for pod in pods)
    print(f"{ready} of {len(pods)} pods ready in {NAMESPACE}")
    return ready / len(pods) if pods else 1.0
