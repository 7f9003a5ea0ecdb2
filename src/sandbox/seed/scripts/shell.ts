import { bash, python } from '../script.ts';

/** Messages that wait in a queue. */
export const QUEUE = bash(`main() {
  echo "$QUEUE: $WAITING messages wait, oldest $OLDEST_MINUTES minutes, limit $LIMIT"
  if [ "$WAITING" -le "$LIMIT" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"%s","issue description":"%s","issue severity":3,"issue next steps":"%s"}]' \\
    "Queue $QUEUE holds $WAITING messages" \\
    "$WAITING messages wait, the oldest for $OLDEST_MINUTES minutes; up to $LIMIT are accepted." \\
    "$REMEDY" >&3
}
`);

/** A backup that is too old. */
export const BACKUP_AGE = bash(`main() {
  echo "Latest backup of $RESOURCE: $AGE_HOURS hours old, limit $LIMIT_HOURS"
  if [ "$AGE_HOURS" -le "$LIMIT_HOURS" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"%s","issue description":"%s","issue severity":2,"issue next steps":"%s"}]' \\
    "Latest backup of $RESOURCE is $AGE_HOURS hours old" \\
    "Backups of $RESOURCE are due every $LIMIT_HOURS hours; the latest one that succeeded is $AGE_HOURS hours old." \\
    "Read the log of job $JOB, then start it by hand." >&3
}
`);

/** A replica that falls behind. */
export const REPLICATION_LAG = bash(`main() {
  echo "$REPLICA is $LAG_SECONDS s behind, limit $LIMIT_SECONDS s"
  if [ "$LAG_SECONDS" -le "$LIMIT_SECONDS" ]; then
    printf '[]' >&3
    return
  fi
  printf '[{"issue title":"%s","issue description":"%s","issue severity":3,"issue next steps":"%s"}]' \\
    "Replica $REPLICA is $LAG_SECONDS seconds behind" \\
    "$REPLICA lags $LAG_SECONDS s behind its primary; $LIMIT_SECONDS s are accepted." \\
    "Look for long transactions on the primary, then for a full disk or CPU on $REPLICA." >&3
}
`);

/** Returns an object where a list of issues is due, as scripts of beginners do: the run fails. */
export const BROKEN = python(`def main():
    print("Invoices exported: 0")
    return {"issue title": "No invoices were exported", "issue severity": 2}
`);

/** The platform's own task for trying scripts: it does nothing until a script is given to it. */
export const DEBUG = bash(`main() {
  echo "No script was given."
  printf '[]' >&3
}
`);
