#!/usr/bin/env bash
# SLI: share of ready pods in one namespace, from 0 (none) to 1 (all).
#
# Environment  NAMESPACE   namespace to look at (required)
#              CONTEXT     kubectl context (optional; without it the kubeconfig's current one)
# Secret       kubeconfig  path of a kubeconfig file
#
# No pods at all counts as 1: nothing is expected there. What cannot be looked at counts as 0.
# The runner turns a missing or unreadable value into 0 as well, so the reason goes to standard error.
set -euo pipefail

export KUBECONFIG="${kubeconfig:-}"
NAMESPACE="${NAMESPACE:-}"
CONTEXT="${CONTEXT:-}"

# One line per pod: phase|ready
list_pods() {
  kubectl ${CONTEXT:+--context="$CONTEXT"} --request-timeout=30s --namespace="$NAMESPACE" get pods \
    --output=jsonpath='{range .items[*]}{.status.phase}|{.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}' </dev/null
}

main() {
  local pods total=0 ready=0 phase is_ready thousandths
  if [ -z "$NAMESPACE" ] || ! command -v kubectl >/dev/null || ! pods=$(list_pods); then
    echo "NAMESPACE is not set, kubectl is missing, or the cluster did not answer." >&2
    echo 0 >&3
    return
  fi
  while IFS='|' read -r phase is_ready; do
    if [ -z "$phase" ] || [ "$phase" = Succeeded ]; then continue; fi
    total=$((total + 1))
    if [ "$is_ready" = True ]; then ready=$((ready + 1)); fi
  done <<<"$pods"
  echo "$ready of $total pods ready in $NAMESPACE"
  if [ "$total" -eq 0 ]; then
    echo 1 >&3
    return
  fi
  thousandths=$((1000 * ready / total))
  printf '%d.%03d\n' $((thousandths / 1000)) $((thousandths % 1000)) >&3
}
