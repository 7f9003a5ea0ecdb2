/** A script's structure: quotes, brackets, here-documents and reserved words, and nothing else. */
export interface ShellOutline {
  /** The first place where bash would refuse the script, or where it would swallow what the runner puts after it. */
  fault?: { offset: number; message: string };
  /** Functions that are defined outside of any other, in the shell of the script, up to the fault. */
  functions: string[];
  /** Commands that run as the script is read, up to the fault. */
  calls: { name: string; offset: number }[];
  /** `>&3`, `>/dev/fd/3`: operator and target of each redirection that is not a here-document. */
  redirections: string[];
  /** Words that end here-documents, by the offsets at which they are named. */
  delimiters: Map<number, string>;
}
