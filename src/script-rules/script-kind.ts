/** The language of a script: exactly these two values select an interpreter on the runner. */
export const INTERPRETERS = ['python', 'bash'] as const;
export type Interpreter = (typeof INTERPRETERS)[number];

/** A task returns a list of issues, an SLI one number. */
export const TASK_TYPES = ['task', 'sli'] as const;
export type TaskType = (typeof TASK_TYPES)[number];
