/** One call whose answer the gallery shows in the view of its tool. */
export interface Scene {
  id: string;
  title: string;
  tool: string;
  args: Record<string, unknown>;
}

const workspace_name = 'checkout-prod';

const CHECK = `import os

def pods(namespace):
    return {"payments-api-7d4": "CrashLoopBackOff", "payments-api-9x2": "Running"}

def main():
    namespace = os.environ.get("NAMESPACE", "payments")
    print(f"Looking at the pods of {namespace}")
    found = pods(namespace)
    for name, state in found.items():
        print(f"{name}: {state}")
    return [
        {
            "issue title": f"Pod \`{name}\` in \`{namespace}\` is in {state}",
            "issue description": f"{name} has restarted 14 times in the last hour.",
            "issue severity": 2,
            "issue next steps": "Read the log of the last container.\\nRoll back the latest deployment.",
        }
        for name, state in found.items()
        if state != "Running"
    ]
`;

const CRASH = `import json

def main():
    print("Reading the quota")
    quota = json.loads('{"used": 81}')
    share = quota["used"] / quota["limit"]
    return []
`;

/** Every scene, in the order in which the gallery shows them. */
export const SCENES: readonly Scene[] = [
  {
    id: 'run-issues',
    title: 'A script that found an issue',
    tool: 'run_script_and_wait',
    args: { workspace_name, script: CHECK, interpreter: 'python', env_vars: { NAMESPACE: 'payments' } },
  },
  {
    id: 'run-crashed',
    title: 'A script that crashed',
    tool: 'run_script_and_wait',
    args: { workspace_name, script: CRASH, interpreter: 'python' },
  },
  {
    id: 'run-slx',
    title: 'A committed check',
    tool: 'run_slx',
    args: { workspace_name, slx_name: 'checkout-api-pods' },
  },
  { id: 'issues', title: 'Open issues', tool: 'get_workspace_issues', args: { workspace_name } },
  {
    id: 'commit-replaces',
    title: 'A commit that replaces a check',
    tool: 'commit_slx',
    args: {
      workspace_name,
      slx_name: 'checkout-api-replicas',
      alias: 'Checkout API Replicas Available',
      statement: 'checkout-api should have at least four replicas available.',
      access: 'read-only',
      data: 'logs-bulk',
      script: CHECK,
      interpreter: 'python',
      env_vars: { NAMESPACE: 'payments' },
      dry_run: true,
    },
  },
  {
    id: 'commit-new',
    title: 'A commit of a new check',
    tool: 'commit_slx',
    args: {
      workspace_name,
      slx_name: 'payments-pods',
      alias: 'Payments Pods',
      statement: 'Pods of payments should run.',
      access: 'read-only',
      data: 'logs-bulk',
      script: CHECK,
      interpreter: 'python',
      cron_schedule: '*/15 * * * *',
      dry_run: true,
    },
  },
  { id: 'health-map', title: 'Health of a workspace', tool: 'get_workspace_slxs', args: { workspace_name } },
  { id: 'run-history', title: 'What ran lately', tool: 'get_run_sessions', args: { workspace_name } },
  {
    id: 'answer',
    title: "The assistant's answer",
    tool: 'workspace_chat',
    args: { workspace_name, message: 'What fails in checkout?' },
  },
];
