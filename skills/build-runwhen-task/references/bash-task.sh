#!/usr/bin/env bash
# Task: every pod of one namespace that should be ready and is not.
#
# Environment  NAMESPACE   namespace to look at (required)
#              CONTEXT     kubectl context (optional; without it the kubeconfig's current one)
# Secret       kubeconfig  path of a kubeconfig file
#
# Needs kubectl. Where it is missing, or the cluster does not answer, that is reported as an issue.
# JSON is written without jq, so that the script also runs where jq is not installed.
set -euo pipefail

export KUBECONFIG="${kubeconfig:-}"
NAMESPACE="${NAMESPACE:-}"
CONTEXT="${CONTEXT:-}"
ISSUES=()
REPORTED=no

# Turns text into a JSON string.
json_string() {
  local LC_ALL=C text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  text=${text//[[:cntrl:]]/}
  printf '"%s"' "$text"
}

# add_issue SEVERITY TITLE DESCRIPTION NEXT_STEPS
add_issue() {
  ISSUES+=("$(printf '{"issue severity":%d,"issue title":%s,"issue description":%s,"issue next steps":%s}' \
    "$1" "$(json_string "$2")" "$(json_string "$3")" "$(json_string "$4")")")
}

# Writes the one JSON document that the runner reads from file descriptor 3.
report() {
  local IFS=,
  printf '[%s]\n' "${ISSUES[*]-}" >&3
  REPORTED=yes
}

# A script that ends early would count as a pass without issues. This makes it an issue.
report_early_end() {
  local code=$?
  [ "$REPORTED" = yes ] && return
  add_issue 2 "Pod readiness check of $NAMESPACE ended early" \
    "The script stopped with exit code $code before it had looked at all pods, so nothing is known about them." \
    "Read the standard error output of this run, correct the script and run it again."
  report
}

kube() {
  kubectl ${CONTEXT:+--context="$CONTEXT"} --request-timeout=30s --namespace="$NAMESPACE" "$@" </dev/null
}

# One line per pod: name|phase|ready|reasons|restarts
list_pods() {
  kube get pods --output=jsonpath='{range .items[*]}{.metadata.name}|{.status.phase}|{.status.conditions[?(@.type=="Ready")].status}|{.status.containerStatuses[*].state.waiting.reason}|{.status.containerStatuses[*].restartCount}{"\n"}{end}' 2>&1
}

check_pods() {
  local pods=$1 total=0 ready=0 name phase is_ready reasons restarts severity
  local command="kubectl ${CONTEXT:+--context=$CONTEXT }--namespace=$NAMESPACE"
  while IFS='|' read -r name phase is_ready reasons restarts; do
    if [ -z "$phase" ] || [ "$phase" = Succeeded ]; then continue; fi
    total=$((total + 1))
    echo "$name phase=$phase ready=${is_ready:-unknown} waiting=${reasons:-none} restarts=${restarts:-0}"
    if [ "$is_ready" = True ]; then
      ready=$((ready + 1))
      continue
    fi
    severity=3
    case $reasons in *CrashLoopBackOff* | *ImagePull* | *CreateContainer*) severity=2 ;; esac
    add_issue "$severity" "Pod $name in $NAMESPACE is not ready" \
      "Phase $phase, waiting for: ${reasons:-no reason given}, restarts per container: ${restarts:-0}." \
      "Run \`$command describe pod $name\`, then \`$command logs $name --all-containers --tail=100\`."
  done <<<"$pods"

  if [ "$total" -gt 0 ] && [ "$ready" -eq 0 ]; then
    add_issue 1 "No pod in $NAMESPACE is ready" \
      "None of the $total pods is ready: whatever this namespace serves is down." \
      "Run \`$command get events --sort-by=.lastTimestamp\` and look for the first failure."
  fi
  add_issue 4 "Pod readiness in $NAMESPACE: $ready of $total ready" \
    "Looked at $total pods in $NAMESPACE; $ready are ready, $((total - ready)) are not. Finished pods are left out." \
    "Nothing to do for this summary. List the pods with \`$command get pods\`."
}

main() {
  trap report_early_end EXIT
  local pods
  if [ -z "$NAMESPACE" ]; then
    add_issue 3 "Pod readiness check has no namespace" \
      "The environment variable NAMESPACE is empty, so there is nothing to look at." \
      "Set NAMESPACE in env_vars of this task and run it again."
  elif ! command -v kubectl >/dev/null; then
    add_issue 3 "Pod readiness of $NAMESPACE cannot be checked: no kubectl" \
      "The program kubectl is not installed where this script ran, so the pods of $NAMESPACE were not looked at." \
      "Run this task in a location whose runner has kubectl; get_workspace_locations lists them."
  elif ! pods=$(list_pods); then
    add_issue 2 "Pods of $NAMESPACE cannot be listed" \
      "kubectl could not list the pods of $NAMESPACE${CONTEXT:+ in context $CONTEXT}: ${pods##*$'\n'}" \
      "Check the secret kubeconfig, the context and the rights of its user: \`kubectl auth can-i list pods --namespace=$NAMESPACE\`."
  else
    check_pods "$pods"
  fi
  report
}
