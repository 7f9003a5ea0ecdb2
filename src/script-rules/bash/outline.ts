/** A script's structure: only quotes, brackets, here-documents and reserved words. */
export interface ShellOutline {
  /** The first place at which bash would reject the script, or would swallow what the runner appends to it. */
  fault?: { offset: number; message: string };
  /** Functions defined outside of any other, in the script's own shell, up to the fault. */
  functions: string[];
  /** Commands that run as the script is read, up to the fault. */
  calls: { name: string; offset: number }[];
  /** `>&3`, `>/dev/fd/3`: operator and target of each redirection that is not a here-document. */
  redirections: string[];
  /** Delimiters of here-documents, by the offsets at which they are named. */
  delimiters: Map<number, string>;
}
