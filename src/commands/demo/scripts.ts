/** A check as a first draft: a misspelt key, and a call of main. */
export const BROKEN_CHECK = `${check('issue titel')}

if __name__ == "__main__":
    print(main())
`;

/** The same check as the runner needs it. */
export const MENDED_CHECK = check('issue title');

/** Headroom of the pool, from 0 to 1. */
export const SLI = `import os


def main():
    size = int(os.environ.get("POOL_SIZE", "50"))
    in_use = 46
    return max(0.0, (size - in_use) / size)
`;

function check(titleKey: string): string {
  return `import os


def main():
    size = int(os.environ.get("POOL_SIZE", "50"))
    limit = int(os.environ.get("LIMIT", "90"))
    in_use = 46
    percent = round(100 * in_use / size)
    print(f"{in_use} of {size} connections in use, limit {limit} %")
    print("kubeconfig is a file:", os.path.isfile(os.environ.get("kubeconfig", "")))
    if percent < limit:
        return []
    return [{
        "${titleKey}": f"payments pool is {percent} % full",
        "issue description": f"{in_use} of {size} connections are in use, which is {percent} %; the limit is {limit} %.",
        "issue severity": 2,
        "issue next steps": "Look for idle transactions, then raise the pool size of payments-api.",
    }]
`;
}
