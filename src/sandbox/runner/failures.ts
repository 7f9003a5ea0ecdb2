/** The run ends before the script is started: the task fails and no report lines are written. */
export class SetupFailure extends Error {}

/** The script's output breaks the task's rules: the task fails, what was reported so far stays. */
export class TaskFailure extends Error {}
