import { bash, python } from '../script.ts';

/** Pods that restart too often. PODS holds what `kubectl get pods -o json` would tell. */
export const POD_RESTARTS = python(`import json
import os

APP = os.environ["APP"]
NAMESPACE = os.environ["NAMESPACE"]
PODS = json.loads(os.environ["PODS"])
THRESHOLD = int(os.environ.get("RESTART_THRESHOLD", "5"))
LAST_LOG = os.environ.get("LAST_LOG")


def main():
    for pod in PODS:
        state = "ready" if pod["ready"] else "not ready"
        print(f"{pod['name']}: {pod['restarts']} restarts, {state}, {pod['reason']}")
    looping = [pod for pod in PODS if pod["restarts"] > THRESHOLD]
    if not looping:
        return []
    unready = sum(not pod["ready"] for pod in PODS)
    reasons = ", ".join(sorted({pod["reason"] for pod in looping}))
    names = ", ".join(f"{pod['name']} ({pod['restarts']})" for pod in looping)
    return [{
        "issue title": f"{APP} pods are crash-looping in namespace {NAMESPACE}: {len(looping)} of {len(PODS)}",
        "issue description": f"Restarted more than {THRESHOLD} times: {names}. Last state: {reasons}. "
                             f"{unready} of {len(PODS)} pods are not ready."
                             + (f" Last log line: {LAST_LOG}" if LAST_LOG else ""),
        "issue severity": 1 if unready * 2 >= len(PODS) else 2,
        "issue next steps": f"Read why they stop: kubectl logs -n {NAMESPACE} deploy/{APP} --previous --tail=50\\n"
                            f"If a release is to blame: kubectl rollout undo -n {NAMESPACE} deploy/{APP}",
    }]
`);

/** Fewer replicas than the minimum. */
export const REPLICAS = bash(`main() {
  echo "$DEPLOYMENT in $NAMESPACE: $AVAILABLE of $DESIRED replicas available, minimum $MINIMUM"
  if [ "$AVAILABLE" -ge "$MINIMUM" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"%s","issue description":"%s","issue severity":2,"issue next steps":"%s"}]' \\
    "Deployment $DEPLOYMENT has $AVAILABLE of $DESIRED replicas available in namespace $NAMESPACE" \\
    "Revision $REVISION wants $DESIRED replicas and has $AVAILABLE; at least $MINIMUM carry the usual load." \\
    "kubectl rollout status -n $NAMESPACE deploy/$DEPLOYMENT, then kubectl describe rs -n $NAMESPACE -l app=$DEPLOYMENT" >&3
}
`);

/** An autoscaler that cannot scale any further. */
export const AUTOSCALER = bash(`main() {
  echo "HPA $HPA: $CURRENT replicas, maximum $MAXIMUM, CPU $CPU_PERCENT% of target $TARGET_PERCENT%"
  if [ "$CURRENT" -lt "$MAXIMUM" ] || [ "$CPU_PERCENT" -le "$TARGET_PERCENT" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"%s","issue description":"%s","issue severity":3,"issue next steps":"%s"}]' \\
    "HPA $HPA is at its maximum of $MAXIMUM replicas in namespace $NAMESPACE" \\
    "CPU is at $CPU_PERCENT% with a target of $TARGET_PERCENT%, and the autoscaler may not add replicas." \\
    "Raise maxReplicas: kubectl patch hpa -n $NAMESPACE $HPA --patch-file hpa.yaml, or find out why each request costs more." >&3
}
`);

/** A summary of warning events; EVENTS holds what \`kubectl get events\` would tell. */
export const EVENTS = python(`import json
import os

NAMESPACE = os.environ["NAMESPACE"]
EVENTS = json.loads(os.environ["EVENTS"])


def main():
    total = sum(event["count"] for event in EVENTS)
    for event in EVENTS:
        print(f"{event['count']:>4} {event['reason']} {event['object']}")
    if total == 0:
        return []
    top = max(EVENTS, key=lambda event: event["count"])
    reasons = ", ".join(f"{event['reason']} {event['count']}x" for event in EVENTS)
    return [{
        "issue title": f"{total} warning events in namespace {NAMESPACE} within the last hour",
        "issue description": f"By reason: {reasons}. Most of them concern {top['object']}.",
        "issue severity": 4,
        "issue next steps": f"kubectl get events -n {NAMESPACE} --field-selector type=Warning --sort-by=.lastTimestamp",
    }]
`);
